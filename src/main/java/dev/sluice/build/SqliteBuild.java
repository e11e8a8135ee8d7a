package dev.sluice.build;

import dev.sluice.artifact.ArtifactReader;
import dev.sluice.artifact.IndexState;
import dev.sluice.artifact.IndexState.StoreState;
import dev.sluice.core.BuildFailedException;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.SluiceException;
import dev.sluice.schema.DeclaredSchema;
import dev.sluice.sqlite.Finding;
import dev.sluice.sqlite.SqliteIndexWriter;
import dev.sluice.sqlite.StoreValidator;
import dev.sluice.sqlite.ValidationLevel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Builds the SQLite database of one mode from its artifacts: rows, then indexes, then a look at the
 * result, then one rename over the old database. If anything fails the old database stays, nothing
 * else is left behind, and index_state tells the failure.
 */
public final class SqliteBuild {
  private static final String BACKEND = "sqlite";

  private final IndexLayout layout;
  private final Mode mode;
  private final String reason;
  private final Clock clock;

  /**
   * @param reason why from artifacts, for the result
   */
  public SqliteBuild(IndexLayout layout, Mode mode, String reason, Clock clock) {
    this.layout = layout;
    this.mode = mode;
    this.reason = reason;
    this.clock = clock;
  }

  /**
   * Builds the database in its place under the index root, and tells index_state. Works on this
   * thread and one more.
   *
   * @throws dev.sluice.core.InvalidArtifactException if the artifacts are not as their format says
   * @throws dev.sluice.core.StoreUnavailableException if there are none
   * @throws BuildFailedException if the database cannot be written or does not pass the look at it
   */
  public BuildResult run(BuildProgress progress) {
    Path target = layout.sqlite(mode);
    try {
      BuildResult result = run(target, progress);
      recordSuccess(result);
      return result;
    } catch (SluiceException e) {
      recordFailure(target, e);
      throw e;
    }
  }

  /**
   * Builds a database somewhere else; index_state is not concerned. Otherwise as {@link
   * #run(BuildProgress)}.
   */
  public BuildResult run(Path target, BuildProgress progress) {
    long started = System.nanoTime();
    var artifacts = new ArtifactReader(layout.artifacts(mode), mode);
    try (var staged = new StagedFile(target)) {
      Map<String, Long> counts = write(artifacts, staged.path(), progress);
      validate(target, staged.path(), counts);
      long bytes = size(staged.path());
      staged.publish();
      return new BuildResult(
          mode,
          BACKEND,
          "artifacts",
          reason,
          target,
          Math.toIntExact(counts.get("chunks")),
          counts,
          Math.toIntExact(counts.get("file_manifest")),
          bytes,
          (System.nanoTime() - started) / 1_000_000);
    }
  }

  private Map<String, Long> write(ArtifactReader artifacts, Path file, BuildProgress progress) {
    try (var writer = SqliteIndexWriter.create(file, mode)) {
      var written = new long[1];
      Handoff.<ArtifactSteps.Step>run(
          "sluice-parse-" + mode,
          steps -> new ArtifactSteps(layout.artifacts(mode), artifacts).produce(steps),
          step -> {
            step.apply(writer);
            progress.advanced("rows", ++written[0]);
          });
      progress.advanced("indexes", 0);
      return writer.finish();
    }
  }

  private void validate(Path target, Path file, Map<String, Long> counts) {
    List<Finding> problems = StoreValidator.validate(file, ValidationLevel.SMOKE, mode, counts);
    if (!problems.isEmpty()) {
      throw new BuildFailedException(
          "the new database for " + target + " is not right: " + problems,
          "the disk is failing, or this is a mistake in Sluice",
          "build again; if it fails the same way, report it with these lines");
    }
  }

  private void recordSuccess(BuildResult result) {
    record(
        new StoreState(true, true, false, DeclaredSchema.version()),
        Map.of(
            "buildMode",
            "full",
            "source",
            result.source(),
            "chunks",
            result.chunks(),
            "counts",
            result.counts(),
            "bytes",
            result.bytes(),
            "ms",
            result.ms()));
  }

  private void recordFailure(Path target, SluiceException failure) {
    if (!Files.isDirectory(layout.artifacts(mode))) {
      return; // No artifacts, no state beside them.
    }
    boolean ready = Files.isRegularFile(target);
    try {
      record(
          new StoreState(true, ready, false, ready ? DeclaredSchema.version() : null),
          Map.of("failure", failure.getMessage()));
    } catch (SluiceException e) {
      failure.addSuppressed(e);
    }
  }

  private void record(StoreState state, Map<String, ?> extra) {
    IndexState.update(layout.artifacts(mode), mode, BACKEND, state, extra, clock);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
