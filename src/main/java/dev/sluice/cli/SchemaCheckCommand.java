package dev.sluice.cli;

import dev.sluice.schema.review.Finding;
import dev.sluice.schema.review.Location;
import dev.sluice.schema.review.SchemaCheck;
import dev.sluice.schema.review.SchemaSide;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice schema check}: guards the schema folder. */
@Command(
    name = "check",
    description = "Checks that version, lock and SQL of the schema folder go together.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing is wrong", "1:something is", "2:trouble"},
    exitCodeOnExecutionException = 2,
    footer = "%nExample: sluice schema check --against git:main",
    mixinStandardHelpOptions = true)
final class SchemaCheckCommand implements Callable<Integer> {
  @Mixin private OutputOptions output;
  @Mixin private SchemaOptions schema;

  @Option(
      names = "--against",
      paramLabel = "SCHEMA",
      description = "What the folder came from, usually git:REVISION (its own catalog.lock).")
  private String against;

  /** The JSON document. */
  record Checked(String schema, String against, List<Row> findings) {}

  /** One rule that is broken. */
  record Row(String rule, String object, String file, Integer line, String message, String remedy) {
    static Row of(Finding finding) {
      Location location = finding.location();
      return new Row(
          finding.rule().id(),
          finding.object(),
          location == null ? null : location.file(),
          location == null ? null : location.line(),
          finding.message(),
          finding.remedy());
    }
  }

  @Override
  public Integer call() {
    SchemaSide tree = schema.sides().workingTree();
    Optional<SchemaSide> baseline = Optional.ofNullable(against).map(schema.sides()::side);
    List<Finding> findings = SchemaCheck.findings(tree, baseline, LocalDate.now(ZoneOffset.UTC));
    var rows = findings.stream().map(Row::of).toList();
    String name = baseline.map(SchemaSide::name).orElse(tree.source().lockFile());
    output.print(new Checked(tree.name(), name, rows), out -> print(tree, name, findings, out));
    return findings.isEmpty() ? 0 : 1;
  }

  private static void print(
      SchemaSide tree, String against, List<Finding> findings, PrintWriter out) {
    if (findings.isEmpty()) {
      out.println(
          "ok " + tree.name() + " version " + tree.lock().version() + " against " + against);
    }
    for (Finding finding : findings) {
      String place = finding.location() == null ? "" : finding.location() + ": ";
      out.println(place + finding.rule().id() + ": " + finding.message());
      out.println("  remedy: " + finding.remedy());
    }
  }
}
