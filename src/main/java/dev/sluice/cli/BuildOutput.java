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
      String backup,
      long ms,
      List<String> lost,
      List<String> warnings) {
    static Result of(BuildResult result) {
      return new Result(
          result.mode().id(),
          result.backend(),
          result.source(),
          result.reason(),
          result.path().toString(),
          result.chunks(),
          result.counts(),
          result.files().changed(),
          result.files().deleted(),
          result.files().manifestUpdates(),
          result.files().total(),
          result.bytes(),
          result.backup() == null ? null : result.backup().toString(),
          result.ms(),
          result.lost(),
          result.warnings());
    }
  }

  /** Says on standard error what the reader of the results should know. */
  static void warn(List<BuildResult> results, OutputOptions output) {
    results.forEach(
        result ->
            result.warnings().forEach(warning -> output.warn(result.mode() + ": " + warning)));
  }

  static void print(List<BuildResult> results, PrintWriter out) {
    for (BuildResult result : results) {
      out.printf(
          Locale.ROOT,
          "%-15s %s: %,d chunks of %,d files, %,d KiB, %s (%s) in %,d ms: %s%n",
          result.mode(),
          result.backend(),
          result.chunks(),
          result.files().total(),
          (result.bytes() + 1023) / 1024,
          result.isBuilt() ? "from " + result.source() : result.source(),
          result.reason(),
          result.ms(),
          result.path());
      if (result.backup() != null) {
        out.printf("%-15s the store before: %s%n", "", result.backup());
      }
      if (!result.lost().isEmpty()) {
        out.printf("%-15s lost: no rows in %s%n", "", String.join(", ", result.lost()));
      }
    }
  }
}
