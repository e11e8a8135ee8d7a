package dev.sluice.cli;

import dev.sluice.schema.review.SchemaDocs;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice schema docs}: writes the page about the schema. */
@Command(
    name = "docs",
    description = "Writes the page about the schema from the SQL and its comments.",
    footer = "%nExample: sluice schema docs",
    mixinStandardHelpOptions = true)
final class SchemaDocsCommand implements Callable<Integer> {
  @Mixin private OutputOptions output;
  @Mixin private SchemaOptions schema;

  @Option(names = "--out", paramLabel = "FILE", description = "The page (${DEFAULT-VALUE}).")
  private Path page = Path.of("docs", "schema.md");

  @Override
  public Integer call() {
    var written = WrittenPage.write(page, SchemaDocs.page(schema.sides().workingTree()));
    output.print(written, out -> out.println(written.describe()));
    return 0;
  }
}
