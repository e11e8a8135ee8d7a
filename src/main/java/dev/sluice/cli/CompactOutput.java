package dev.sluice.cli;

import dev.sluice.build.CompactionResult;
import dev.sluice.sqlite.CompactionStatistics;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** How {@code compact} prints what it did. */
final class CompactOutput {
  private CompactOutput() {}

  /** The JSON document. */
  record Results(boolean dryRun, List<Result> results) {
    static Results of(List<CompactionResult> results, boolean dryRun) {
      return new Results(dryRun, results.stream().map(Result::of).toList());
    }
  }

  /** One database. */
  record Result(
      String mode,
      String path,
      boolean changed,
      CompactionStatistics before,
      CompactionStatistics after,
      String backup,
      List<String> warnings,
      long ms) {
    static Result of(CompactionResult result) {
      return new Result(
          result.mode().id(),
          result.path().toString(),
          result.changed(),
          result.before(),
          result.after(),
          result.backup() == null ? null : result.backup().toString(),
          result.warnings(),
          result.ms());
    }
  }

  /** Says on standard error what the reader of the results should know. */
  static void warn(List<CompactionResult> results, OutputOptions output) {
    results.forEach(
        result ->
            result.warnings().forEach(warning -> output.warn(result.mode() + ": " + warning)));
  }

  static void print(List<CompactionResult> results, boolean dryRun, PrintWriter out) {
    for (CompactionResult result : results) {
      if (result.changed()) {
        printChange(result, dryRun, out);
      } else {
        out.printf("%-15s nothing to gain: %s%n", result.mode(), result.path());
      }
      if (result.backup() != null) {
        out.printf("%-15s the database before: %s%n", "", result.backup());
      }
    }
  }

  private static void printChange(CompactionResult result, boolean dryRun, PrintWriter out) {
    CompactionStatistics before = result.before();
    out.printf(
        Locale.ROOT,
        "%-15s %,d chunks, %,d gaps and %,d unused terms %s, %,d to %s%,d KiB in %,d ms: %s%n",
        result.mode(),
        before.chunks(),
        before.gaps(),
        before.unusedTerms().values().stream().mapToLong(Long::longValue).sum(),
        dryRun ? "would go" : "gone",
        kib(before),
        dryRun ? "about " : "",
        kib(result.after()),
        result.ms(),
        result.path());
  }

  private static long kib(CompactionStatistics statistics) {
    return (statistics.bytes() + 1023) / 1024;
  }
}
