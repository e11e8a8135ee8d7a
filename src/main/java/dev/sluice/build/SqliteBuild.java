package dev.sluice.build;

import dev.sluice.core.IndexWriter;
import dev.sluice.core.Mode;
import dev.sluice.schema.DeclaredSchema;
import dev.sluice.schema.Role;
import dev.sluice.sqlite.Finding;
import dev.sluice.sqlite.Publication;
import dev.sluice.sqlite.SqliteGate;
import dev.sluice.sqlite.SqliteIndexWriter;
import dev.sluice.sqlite.StoreValidator;
import dev.sluice.sqlite.TermKind;
import dev.sluice.sqlite.ValidationLevel;
import dev.sluice.sqlite.ann.VectorTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Builds the SQLite database of one mode. */
public final class SqliteBuild {
  private final StoreBuild build;

  public SqliteBuild(BuildRequest request, Clock clock) {
    this(request, clock, VectorTable.DEFAULT);
  }

  /**
   * @param vectorTable made where its configuration allows
   */
  public SqliteBuild(BuildRequest request, Clock clock, VectorTable vectorTable) {
    build = new StoreBuild(new Database(vectorTable), request, clock);
  }

  /**
   * Builds the database, and tells index_state if it is the one of the index root. Works on this
   * thread and a few more, which have ended when it returns or throws. To be called once. If
   * anything fails the old database stays.
   *
   * @throws dev.sluice.core.InvalidArtifactException if what it is built from is not as its format
   *     says
   * @throws dev.sluice.core.StoreUnavailableException if there is nothing to build from
   * @throws dev.sluice.core.BuildFailedException if the database cannot be written, or validation
   *     finds something
   */
  public BuildResult run(BuildProgress progress) {
    return build.run(progress);
  }

  /** What a build needs to know of databases. */
  static final class Database implements StoreKind {
    private final VectorTable vectorTable;

    private SqliteIndexWriter writer;
    private BackgroundTask<Set<TermKind>> sums;

    /** Of what is to be published. */
    private Supplier<Set<TermKind>> derivable = Set::of;

    Database(VectorTable vectorTable) {
      this.vectorTable = vectorTable;
    }

    /** Says that the store that is to be published holds as many derivable terms as before. */
    void keepsDerivable(Set<TermKind> kinds) {
      derivable = () -> kinds;
    }

    @Override
    public String backend() {
      return "sqlite";
    }

    @Override
    public int schemaVersion() {
      return DeclaredSchema.version();
    }

    @Override
    public IndexWriter create(Path staged, Mode mode) {
      writer = SqliteIndexWriter.create(staged, mode, vectorTable, this::addUp);
      return writer;
    }

    /** What is parsed last leaves the thread that writes, and with it a core, with little to do. */
    private void addUp(Supplier<Set<TermKind>> derivation) {
      sums = new BackgroundTask<>("sluice-derivable", derivation::get);
    }

    @Override
    public void end() {
      if (sums != null) {
        sums.abandon();
        sums = null;
      }
    }

    @Override
    public List<String> warnings() {
      return vectorTable.warning().stream().toList();
    }

    @Override
    public Path file(Path store) {
      return store;
    }

    @Override
    public List<String> validate(
        Path staged, Mode mode, ValidationLevel level, Map<String, Long> counts)
        throws IOException {
      if (sums == null) {
        addUp(writer::derivable); // The parser has ended by now, and has left a core to this.
      }
      List<String> findings =
          StoreValidator.validate(staged, level, vectorTable, counts).stream()
              .map(Finding::toString)
              .toList();
      if (findings.isEmpty()) {
        Set<TermKind> kinds = sums.await();
        derivable = () -> kinds;
      }
      return findings;
    }

    @Override
    public Path keepBackup(Path target, Path spare) throws IOException {
      return Publication.keepBackup(target, spare);
    }

    @Override
    public void publish(Path staged, Path target) throws IOException {
      Publication.publish(staged, target);
    }

    @Override
    public BuildResult update(
        BuildRequest request, List<String> warnings, BuildProgress progress, Publisher publisher)
        throws UpdateRefusedException {
      var update = new SqliteUpdate(request, vectorTable, warnings, progress);
      derivable = update::derivable;
      return update.run(publisher);
    }

    @Override
    public Map<String, Object> lastWrite(Outcome published) {
      return LastWrites.of(published, derivable.get());
    }

    @Override
    public boolean serves(Path store, Mode mode) {
      return SqliteGate.check(store, Role.READER).ok();
    }
  }
}
