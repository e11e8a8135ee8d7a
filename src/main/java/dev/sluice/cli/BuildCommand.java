package dev.sluice.cli;

import dev.sluice.build.BuildProgress;
import dev.sluice.build.BuildResult;
import dev.sluice.build.SqliteBuild;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.StoreUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice build}: stores from the artifacts that are already there. */
@Command(
    name = "build",
    description = "Builds stores from the artifacts under an index root.",
    footer = "%nExample: sluice build --root .sluice --mode code",
    mixinStandardHelpOptions = true)
final class BuildCommand implements Callable<Integer> {
  /** The stores there are. */
  enum Backend {
    SQLITE
  }

  /** What a store can be made from. */
  enum Source {
    AUTO("the only source this version builds from"),
    ARTIFACTS("asked for");

    private final String reason;

    Source(String reason) {
      this.reason = reason;
    }
  }

  @Spec private CommandSpec command;
  @Mixin private OutputOptions output;

  @Option(names = "--root", paramLabel = "D", description = "The index root (${DEFAULT-VALUE}).")
  private Path root = Path.of(".sluice");

  @Option(
      names = "--mode",
      paramLabel = "M",
      converter = Modes.Several.class,
      description = "code, prose, extracted-prose, records or all that have artifacts (all).")
  private Modes modes = Modes.ALL;

  @Option(names = "--backend", description = "The store to build: sqlite (${DEFAULT-VALUE}).")
  private Backend backend = Backend.SQLITE;

  @Option(names = "--from", description = "What to build from: auto, artifacts (${DEFAULT-VALUE}).")
  private Source from = Source.AUTO;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write the database instead; for one mode.")
  private Path out;

  @Override
  public Integer call() {
    var layout = new IndexLayout(root);
    List<Mode> chosen = chosen(layout);
    if (out != null && chosen.size() > 1) {
      throw new ParameterException(
          command.commandLine(), "--out takes one mode, and there are " + chosen);
    }
    List<BuildResult> results = new ArrayList<>();
    for (Mode mode : chosen) {
      results.add(build(layout, mode));
    }
    output.print(BuildOutput.Results.of(results), text -> BuildOutput.print(results, text));
    return 0;
  }

  /** Modes named one by one must have artifacts; of {@code all}, those that have. */
  private List<Mode> chosen(IndexLayout layout) {
    if (!modes.all()) {
      return List.copyOf(modes.set());
    }
    List<Mode> present =
        modes.set().stream().filter(mode -> Files.isDirectory(layout.artifacts(mode))).toList();
    if (present.isEmpty()) {
      throw new StoreUnavailableException(
          ErrorCode.MISSING,
          root + " holds no artifacts of any mode",
          Files.isDirectory(root) ? "nothing was indexed there" : "there is no such folder",
          "name another root with --root, or make one with: sluice index SOURCE_DIR");
    }
    return present;
  }

  private BuildResult build(IndexLayout layout, Mode mode) {
    try (Progress progress = output.progress("building " + mode)) {
      BuildProgress rows = (phase, done) -> progress.advance(done, -1);
      return switch (backend) {
        case SQLITE -> {
          var build = new SqliteBuild(layout, mode, from.reason, Clock.systemUTC());
          yield out == null ? build.run(rows) : build.run(out, rows);
        }
      };
    }
  }
}
