package dev.sluice.build;

import dev.sluice.artifact.ArtifactReader;
import dev.sluice.artifact.IndexState;
import dev.sluice.artifact.IndexState.StoreState;
import dev.sluice.core.BuildFailedException;
import dev.sluice.core.Mode;
import dev.sluice.core.SluiceException;
import dev.sluice.schema.DeclaredSchema;
import dev.sluice.sqlite.SmokeTest;
import dev.sluice.sqlite.SqliteIndexWriter;
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

  private final Path artifacts;
  private final Path target;
  private final Mode mode;
  private final Clock clock;

  /**
   * @param artifacts the folder of artifacts of the mode
   * @param target the database to make or replace
   */
  public SqliteBuild(Path artifacts, Path target, Mode mode, Clock clock) {
    this.artifacts = artifacts;
    this.target = target;
    this.mode = mode;
    this.clock = clock;
  }

  /**
   * Builds on this thread and one more.
   *
   * @throws dev.sluice.core.InvalidArtifactException if the artifacts are not as their format says
   * @throws dev.sluice.core.StoreUnavailableException if there are none
   * @throws BuildFailedException if the database cannot be written or does not pass the look at it
   */
  public BuildResult run(BuildProgress progress) {
    long started = System.nanoTime();
    var reader = new ArtifactReader(artifacts, mode);
    try (var staged = new StagedFile(target)) {
      Map<String, Long> counts = write(reader, staged.path(), progress);
      validate(staged.path(), counts);
      long bytes = size(staged.path());
      staged.publish();
      var result =
          new BuildResult(
              mode,
              BACKEND,
              "artifacts",
              "asked for",
              target,
              Math.toIntExact(counts.get("chunks")),
              counts,
              Math.toIntExact(counts.get("file_manifest")),
              bytes,
              (System.nanoTime() - started) / 1_000_000);
      recordSuccess(result);
      return result;
    } catch (SluiceException e) {
      recordFailure(e);
      throw e;
    }
  }

  private Map<String, Long> write(ArtifactReader reader, Path file, BuildProgress progress) {
    try (var writer = SqliteIndexWriter.create(file, mode)) {
      var written = new long[1];
      Handoff.<ArtifactSteps.Step>run(
          "sluice-parse-" + mode,
          steps -> new ArtifactSteps(artifacts, reader).produce(steps),
          step -> {
            step.apply(writer);
            progress.advanced("rows", ++written[0]);
          });
      progress.advanced("indexes", 0);
      return writer.finish();
    }
  }

  private void validate(Path file, Map<String, Long> counts) {
    List<String> problems = SmokeTest.run(file, mode, counts);
    if (!problems.isEmpty()) {
      throw new BuildFailedException(
          "the new database for " + target + " is not right: " + String.join("; ", problems),
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

  private void recordFailure(SluiceException failure) {
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
    IndexState.update(artifacts, mode, BACKEND, state, extra, clock);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
