package dev.sluice.cli;

import dev.sluice.upkeep.CleanPlan;
import dev.sluice.upkeep.Cleaning;
import dev.sluice.upkeep.Units;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice clean}: an index root without what Sluice made. */
@Command(
    name = "clean",
    description = "Removes what Sluice made under an index root, and nothing else.",
    footer = "%nExample: sluice clean --root .sluice --dry-run",
    mixinStandardHelpOptions = true)
final class CleanCommand implements Callable<Integer> {
  @Mixin private OutputOptions output;
  @Mixin private RootOption root;

  @Option(names = "--dry-run", description = "List what would go, and remove nothing.")
  private boolean dryRun;

  /** The JSON document. */
  record Result(
      boolean dryRun,
      String root,
      List<Removed> removed,
      List<Left> left,
      long files,
      long folders,
      long bytes) {}

  /** A path that goes. */
  record Removed(String path, boolean folder, long bytes) {}

  /** A path that stays. */
  record Left(String path, String reason) {}

  @Override
  public Integer call() {
    var cleaning = new Cleaning(root.path());
    CleanPlan plan = dryRun ? cleaning.look() : cleaning.run();
    output.print(result(plan), out -> print(plan, out));
    return 0;
  }

  private Result result(CleanPlan plan) {
    return new Result(
        dryRun,
        plan.root().toString(),
        plan.removed().stream()
            .map(one -> new Removed(one.path().toString(), one.folder(), one.bytes()))
            .toList(),
        plan.left().stream().map(one -> new Left(one.path().toString(), one.reason())).toList(),
        plan.files(),
        plan.folders(),
        plan.bytes());
  }

  private void print(CleanPlan plan, PrintWriter out) {
    for (CleanPlan.Removed one : plan.removed()) {
      out.println((dryRun ? "would remove " : "removed ") + one.path());
    }
    for (CleanPlan.Left one : plan.left()) {
      out.println((dryRun ? "would leave " : "left ") + one.path() + ": " + one.reason());
    }
    out.printf(
        Locale.ROOT,
        "%s and %s, %s %s%n",
        Units.count(plan.files(), "file"),
        Units.count(plan.folders(), "folder"),
        Units.bytes(plan.bytes()),
        dryRun ? "would go" : "gone");
  }
}
