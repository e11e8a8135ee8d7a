package dev.sluice.build;

import dev.sluice.artifact.IndexState;
import dev.sluice.core.BuildFailedException;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.Observers;
import dev.sluice.core.StagedPath;
import dev.sluice.schema.Role;
import dev.sluice.schema.SchemaGate;
import dev.sluice.schema.Verdict;
import dev.sluice.sqlite.CompactionStatistics;
import dev.sluice.sqlite.Compactor;
import dev.sluice.sqlite.Finding;
import dev.sluice.sqlite.SqliteGate;
import dev.sluice.sqlite.StoreValidator;
import dev.sluice.sqlite.ValidationLevel;
import dev.sluice.sqlite.ann.VectorTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the database of one mode as small as it gets: doc ids without gaps, in the order of files
 * and places in them, no terms that occur nowhere, no pages that hold nothing. docs/compaction.md
 * tells the rest.
 */
public final class Compaction {
  private final IndexLayout layout;
  private final Mode mode;
  private final Path file;
  private final Clock clock;
  private final VectorTable vectorTable;
  private final Logger log;

  /**
   * @param vectorTable made anew where there is one and the extension is there
   */
  public Compaction(IndexLayout layout, Mode mode, Clock clock, VectorTable vectorTable) {
    this(layout, mode, clock, vectorTable, LoggerFactory.getLogger(StoreBuild.LOG));
  }

  Compaction(IndexLayout layout, Mode mode, Clock clock, VectorTable vectorTable, Logger log) {
    this.log = log;
    this.layout = layout;
    this.mode = mode;
    this.file = layout.sqlite(mode);
    this.clock = clock;
    this.vectorTable = vectorTable;
  }

  /**
   * Tells what {@link #run} would do. Changes no byte, of the database or beside it.
   *
   * @throws dev.sluice.core.SluiceException if the gate refuses the database
   */
  public CompactionResult look() {
    long started = System.nanoTime();
    requireReady();
    CompactionStatistics before = CompactionStatistics.of(file);
    return new CompactionResult(
        mode,
        file,
        !before.nothingToGain(),
        before,
        before.compacted(),
        Map.of(),
        null,
        List.of(),
        millisSince(started));
  }

  /**
   * Compacts the database, and tells index_state. Works on this thread and one more. If anything
   * fails the database stays as it was.
   *
   * @param keepBackup whether the database before is kept beside it
   * @throws dev.sluice.core.StoreUnavailableException if it is not there, or another process
   *     changes it
   * @throws BuildFailedException if the new one cannot be written, or validation finds something
   */
  public CompactionResult run(boolean keepBackup, BuildProgress progress) {
    requireReady();
    SqliteGate.requireToChange(file, Role.WRITER);
    var database = new SqliteBuild.Database(vectorTable);
    // Chunks keep their terms, so what was known of these still holds.
    database.keepsDerivable(LastWrites.of(layout, mode).ifStillOf(file).derivable());
    CompactionResult result =
        new Turn(layout, mode, database, file, clock)
            .take(state -> compact(state, keepBackup, progress));
    log(result);
    return result;
  }

  private void log(CompactionResult result) {
    log.info(
        "mode {}: {} {}: {} chunks, {} gaps and unused terms {} before, {} to {} bytes in {} ms",
        mode,
        file,
        result.changed() ? "is compacted" : "has nothing to gain by compaction",
        result.after().chunks(),
        result.before().gaps(),
        result.before().unusedTerms(),
        result.before().bytes(),
        result.after().bytes(),
        result.ms());
    result.warnings().forEach(warning -> log.warn("mode {}: {}", mode, warning));
  }

  /**
   * Compacts a database that was just built or updated, if that left anything to gain: what is
   * built from artifacts or bundles is compact, and stores of other kinds are never not.
   */
  public static BuildResult after(
      BuildResult built, IndexLayout layout, VectorTable vectorTable, BuildProgress progress) {
    boolean compact = built.source().equals("artifacts") || built.source().equals("bundles");
    if (compact || !built.backend().equals("sqlite")) {
      return built;
    }
    var compaction = new Compaction(layout, built.mode(), Clock.systemUTC(), vectorTable);
    return built.with(compaction.run(false, progress));
  }

  private void requireReady() {
    IndexState.read(layout.artifacts(mode))
        .store("sqlite")
        .filter(state -> state.pending() || !state.ready())
        .ifPresent(
            state -> {
              Observers.current().judged("sqlite", Verdict.PENDING.id());
              throw SchemaGate.pending("is not ready, as index_state.json says")
                  .refusal(file.toString(), SqliteGate.rebuildCommand(file));
            });
  }

  private CompactionResult compact(BuildState state, boolean keepBackup, BuildProgress progress) {
    long started = System.nanoTime();
    CompactionResult result = copy(state, keepBackup, progress, started);
    // Told only now, since a look at the file would end the hold on it. There is something to tell
    // if the compaction that left nothing to gain was killed before it told.
    return result.changed() ? result : state.publish(() -> result);
  }

  private CompactionResult copy(
      BuildState state, boolean keepBackup, BuildProgress progress, long started) {
    try {
      StagedPath.removeLeftovers(file);
      try (var compactor = Compactor.open(file);
          var staged = StagedPath.beside(file)) {
        FreeSpace.require(file, compactor.bytes(), "make room");
        progress.begins("rows");
        Compactor.Copy copy =
            BuildPhase.of("copy", file, () -> compactor.copyTo(staged.path(), vectorTable));
        progress.begins("validation");
        try (var sync = BackgroundTask.sync(staged.path())) {
          BuildPhase.run("validation", file, () -> validate(staged.path(), copy));
          sync.await();
        }
        var warnings = new ArrayList<String>();
        if (copy.pointless()) {
          return result(copy, false, null, warnings, started);
        }
        if (compactor.has(vectorTable) && vectorTable.obstacle().isPresent()) {
          warnings.add(
              "the vector table is dropped, and dense search reads every vector: "
                  + vectorTable.obstacle().get()
                  + "; to have it again: sluice extension install, then sluice build");
        }
        return BuildPhase.of(
            "publish",
            file,
            () ->
                state.publish(
                    () -> {
                      Path backup = publish(compactor, staged, keepBackup, warnings);
                      return result(copy, true, backup, warnings, started);
                    }));
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private Path publish(
      Compactor compactor, StagedPath staged, boolean keepBackup, List<String> warnings) {
    try {
      Path spare = staged.path().resolveSibling(staged.path().getFileName() + "-backup");
      Path backup = keepBackup ? compactor.keepBackup(spare) : null;
      if (!compactor.replaceWith(staged.path())) {
        warnings.add(
            "another process has the database open in WAL mode, so it was rewritten in place and"
                + " stays in that mode; the next writer makes it a single file");
      }
      return backup;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void validate(Path staged, Compactor.Copy copy) {
    List<Finding> findings =
        StoreValidator.validate(staged, ValidationLevel.SMOKE, vectorTable, copy.rows());
    if (!findings.isEmpty()) {
      throw new BuildFailedException(
          "the compacted " + file + " is not right: " + findings,
          "the database was not right before, or the disk is failing",
          "rebuild with: " + SqliteGate.rebuildCommand(file));
    }
  }

  private CompactionResult result(
      Compactor.Copy copy, boolean changed, Path backup, List<String> warnings, long started) {
    return new CompactionResult(
        mode,
        file,
        changed,
        copy.before(),
        changed ? copy.after() : copy.before(),
        copy.counts().getOrDefault(mode, Map.of()),
        backup,
        List.copyOf(warnings),
        millisSince(started));
  }

  private BuildFailedException failed(IOException cause) {
    return BuildFailedException.unwritable(file, cause, "compact again");
  }

  private static long millisSince(long started) {
    return (System.nanoTime() - started) / 1_000_000;
  }
}
