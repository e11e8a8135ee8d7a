package dev.sluice.cli;

import dev.sluice.schema.DeclaredSchema;
import dev.sluice.schema.review.Change;
import dev.sluice.schema.review.DiffText;
import dev.sluice.schema.review.Sarif;
import dev.sluice.schema.review.SchemaDiff;
import dev.sluice.schema.review.SchemaSide;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice schema diff}: how two schemas differ, and for whom that matters. */
@Command(
    name = "diff",
    description = "Compares two schemas: declared, git:REVISION, a folder of SQL, or a database.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the same", "1:different", "2:trouble"},
    exitCodeOnExecutionException = 2,
    footer = "%nExample: sluice schema diff git:main schema --markdown",
    mixinStandardHelpOptions = true)
final class SchemaDiffCommand implements Callable<Integer> {
  @Mixin private OutputOptions output;
  @Mixin private SchemaOptions schema;

  @ArgGroup private Form form = new Form();

  @Parameters(index = "0", paramLabel = "FROM", description = "The old schema.")
  private String from;

  @Parameters(index = "1", paramLabel = "TO", description = "The new schema.")
  private String to;

  /** Other forms than text and JSON. */
  static final class Form {
    @Option(names = "--markdown", description = "For a comment on a pull request.")
    private boolean markdown;

    @Option(names = "--sarif", description = "SARIF 2.1.0, for code-scanning services.")
    private boolean sarif;
  }

  @Override
  public Integer call() {
    SchemaSide before = schema.sides().side(from);
    SchemaSide after = schema.sides().side(to);
    List<Change> changes = changes(before, after);
    if (form.sarif) {
      output.printJson(Sarif.log(changes));
    } else {
      List<String> lines =
          form.markdown ? DiffText.markdown(from, to, changes) : DiffText.plain(from, to, changes);
      output.print(DiffText.data(from, to, changes), out -> lines.forEach(out::println));
    }
    return changes.isEmpty() ? 0 : 1;
  }

  private List<Change> changes(SchemaSide before, SchemaSide after) {
    var catalogs =
        List.of(DeclaredSchema.catalog(), before.lock().catalog(), after.lock().catalog());
    try (var uses = schema.engine().uses(catalogs)) {
      uses.unknown().forEach(method -> output.warn("nothing is known of " + method));
      return SchemaDiff.between(before, after, uses);
    }
  }
}
