package dev.sluice.cli;

import dev.sluice.build.BuildResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How {@code build} and {@code index} print what they built. */
final class BuildOutput {
  private BuildOutput() {}

  /** The JSON document. */
  record Results(List<Result> results) {
    static Results of(List<BuildResult> results) {
      return new Results(results.stream().map(Result::of).toList());
    }
  }

  /** One store. */
  record Result(
      String mode,
      String backend,
      String source,
      String reason,
      String path,
      int chunks,
      Map<String, Long> counts,
      int changedFiles,
      int deletedFiles,
      int manifestUpdates,
      int totalFiles,
      long bytes,
      long ms) {
    static Result of(BuildResult result) {
      return new Result(
          result.mode().id(),
          result.backend(),
          result.source(),
          result.reason(),
          result.path().toString(),
          result.chunks(),
          result.counts(),
          0,
          0,
          0,
          result.totalFiles(),
          result.bytes(),
          result.ms());
    }
  }

  static void print(List<BuildResult> results, PrintWriter out) {
    for (BuildResult result : results) {
      out.printf(
          Locale.ROOT,
          "%-15s %s: %,d chunks of %,d files, %,d KiB, from %s in %,d ms: %s%n",
          result.mode(),
          result.backend(),
          result.chunks(),
          result.totalFiles(),
          (result.bytes() + 1023) / 1024,
          result.source(),
          result.ms(),
          result.path());
    }
  }
}
