package dev.sluice.cli;

import dev.sluice.core.ErrorCode;
import dev.sluice.upkeep.Finding.Severity;
import dev.sluice.upkeep.ValidationResult;
import dev.sluice.upkeep.ValidationResult.Tally;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** How {@code validate} and {@code report} print findings. */
final class ValidateOutput {
  private ValidateOutput() {}

  /** The JSON document. */
  record Result(
      String root,
      boolean ok,
      int errors,
      int warnings,
      List<Checked> checked,
      List<Finding> findings,
      List<Count> counts) {
    static Result of(ValidationResult result) {
      return new Result(
          result.root().toString(),
          result.ok(),
          result.count(Severity.ERROR),
          result.count(Severity.WARNING),
          result.checked().stream().map(Checked::of).toList(),
          result.findings().stream().map(Finding::of).toList(),
          result.tallies().stream().map(Count::of).toList());
    }
  }

  /** Something that was looked at. */
  record Checked(String mode, String part, String path, String level, long bytes) {
    static Checked of(ValidationResult.Checked checked) {
      return new Checked(
          checked.mode().id(),
          checked.part().id(),
          checked.path().toString(),
          checked.level().name().toLowerCase(Locale.ROOT),
          checked.bytes());
    }
  }

  /** One finding. */
  record Finding(
      String kind,
      String severity,
      String mode,
      String part,
      String where,
      String what,
      String remedy) {
    static Finding of(dev.sluice.upkeep.Finding finding) {
      return new Finding(
          finding.kind().id(),
          finding.severity().id(),
          finding.mode().id(),
          finding.part().id(),
          finding.where().toString(),
          finding.what(),
          finding.remedy());
    }
  }

  /** How many findings of a kind there are. */
  record Count(String mode, String part, String kind, String severity, int count) {
    static Count of(Tally tally) {
      return new Count(
          tally.mode().id(),
          tally.part().id(),
          tally.kind().id(),
          tally.severity().id(),
          tally.count());
    }
  }

  static void print(ValidationResult result, PrintWriter out) {
    printFindings(result, out);
    for (ValidationResult.Checked checked : result.checked()) {
      out.printf(
          Locale.ROOT,
          "looked at  %-15s %-10s %-5s %s%n",
          checked.mode(),
          checked.part().id(),
          checked.level().name().toLowerCase(Locale.ROOT),
          checked.path());
    }
    int errors = result.count(Severity.ERROR);
    int warnings = result.count(Severity.WARNING);
    if (errors + warnings == 0) {
      out.println("nothing wrong in " + result.root());
    } else {
      String found = number(errors, "error") + ", " + number(warnings, "warning");
      ErrorCode code = ErrorCode.INVALID_STORE;
      out.println(result.ok() ? found : code.id() + " " + code.title() + ": " + found);
    }
  }

  private static String number(int count, String word) {
    return count + " " + word + (count == 1 ? "" : "s");
  }

  static void printFindings(ValidationResult result, PrintWriter out) {
    for (dev.sluice.upkeep.Finding finding : result.findings()) {
      out.printf(
          "%-7s %s: %s (%s) %s%n  remedy: %s%n",
          finding.severity().id(),
          finding.kind().id(),
          finding.where(),
          finding.mode(),
          finding.what(),
          finding.remedy());
    }
    for (Tally tally : result.tallies()) {
      long shown = result.findings().stream().filter(finding -> isOf(tally, finding)).count();
      if (shown < tally.count()) {
        out.printf(
            "%-7s %s: %d more in the %s of %s%n",
            tally.severity().id(),
            tally.kind().id(),
            tally.count() - shown,
            tally.part().id(),
            tally.mode());
      }
    }
  }

  private static boolean isOf(Tally tally, dev.sluice.upkeep.Finding finding) {
    return finding.mode() == tally.mode()
        && finding.part() == tally.part()
        && finding.kind() == tally.kind()
        && finding.severity() == tally.severity();
  }
}
