package dev.sluice.build;

import dev.sluice.core.DurableFiles;
import dev.sluice.core.IndexWriter;
import dev.sluice.core.Mode;
import dev.sluice.lmdb.LmdbGate;
import dev.sluice.lmdb.LmdbIndexWriter;
import dev.sluice.lmdb.LmdbValidator;
import dev.sluice.lmdb.StoreFinding;
import dev.sluice.sqlite.ValidationLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds the LMDB store of one mode; see {@link BuildRequest#lmdb}. */
public final class LmdbBuild {
  private final StoreBuild build;

  public LmdbBuild(BuildRequest request, Clock clock) {
    build = new StoreBuild(new Environment(request, clock), request, clock);
  }

  /**
   * Builds the store, and tells index_state if it is the one of the index root. Works on this
   * thread and a few more, which have ended when it returns or throws. To be called once. If
   * anything fails the old store stays.
   *
   * @throws dev.sluice.core.InvalidArtifactException if what it is built from is not as its format
   *     says
   * @throws dev.sluice.core.StoreUnavailableException if there is nothing to build from, or
   *     lmdbjava or a JVM flag it needs is missing
   * @throws dev.sluice.core.BuildFailedException if the store cannot be written, or validation
   *     finds something
   */
  public BuildResult run(BuildProgress progress) {
    return build.run(progress);
  }

  private record Environment(BuildRequest request, Clock clock) implements StoreKind {
    @Override
    public String backend() {
      return "lmdb";
    }

    @Override
    public int schemaVersion() {
      return LmdbGate.SCHEMA_VERSION;
    }

    @Override
    public IndexWriter create(Path staged, Mode mode) {
      Path source = request.layout().artifacts(mode);
      return LmdbIndexWriter.create(staged, mode, source.toString(), clock);
    }

    @Override
    public Path file(Path store) {
      return store.resolve(LmdbGate.DATA_FILE);
    }

    @Override
    public List<String> validate(
        Path staged, Mode mode, ValidationLevel level, Map<String, Long> counts) {
      if (level == ValidationLevel.OFF) {
        return List.of();
      }
      List<StoreFinding> found =
          level == ValidationLevel.FULL
              ? LmdbValidator.full(staged, mode)
              : LmdbValidator.smoke(staged, mode);
      var findings = new ArrayList<>(found.stream().map(StoreFinding::toString).toList());
      Map<String, Long> stored = LmdbValidator.counts(staged, mode);
      if (!new TreeMap<>(stored).equals(new TreeMap<>(counts))) {
        findings.add("counts: " + stored + ", expected " + counts);
      }
      return findings;
    }

    @Override
    public Path keepBackup(Path target, Path spare) throws IOException {
      Path old = file(target);
      return Files.exists(old) ? DurableFiles.keepBackup(old, old) : null;
    }

    /**
     * The file alone takes the place of the old one: folders cannot do that in one step, and there
     * is to be no moment without a store. Who has the old file open keeps it. A lock file, which
     * other programs may have left, is of the old file: LMDB would take its state for that of the
     * new one.
     */
    @Override
    public void publish(Path staged, Path target) throws IOException {
      Files.createDirectories(target);
      DurableFiles.syncFolder(target.toAbsolutePath().getParent());
      DurableFiles.replace(file(staged), file(target), true);
      Files.deleteIfExists(target.resolve(LmdbGate.LOCK_FILE));
    }

    @Override
    public BuildResult update(
        BuildRequest update, List<String> warnings, BuildProgress progress, Publisher publisher)
        throws UpdateRefusedException {
      throw new UpdateRefusedException(
          "an LMDB store cannot be changed in place", FileCounts.of(0));
    }

    @Override
    public Map<String, Object> lastWrite(Outcome published) {
      return Map.of();
    }

    @Override
    public boolean serves(Path store, Mode mode) {
      return LmdbGate.check(store, mode).ok();
    }
  }
}
