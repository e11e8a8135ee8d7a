package dev.sluice.cli;

import dev.sluice.schema.CatalogLock;
import dev.sluice.schema.Index;
import dev.sluice.schema.Table;
import dev.sluice.schema.review.SchemaSides;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluice schema show}: a schema as SQLite reports it. */
@Command(
    name = "show",
    description = "Prints a schema: by default the one that this program reads and writes.",
    footer = "%nExample: sluice schema show .sluice/index-sqlite/index-code.db",
    mixinStandardHelpOptions = true)
final class SchemaShowCommand implements Callable<Integer> {
  @Mixin private OutputOptions output;
  @Mixin private SchemaOptions schema;

  @Parameters(
      arity = "0..1",
      paramLabel = "SCHEMA",
      defaultValue = SchemaSides.DECLARED,
      description = "declared, git:REVISION, a folder of SQL or a database (${DEFAULT-VALUE}).")
  private String side;

  /** The JSON document. */
  record Shown(int version, String fingerprint, List<Table> tables, List<Index> indexes) {}

  @Override
  public Integer call() {
    CatalogLock lock = schema.sides().side(side).lock();
    var shown =
        new Shown(
            lock.version(), lock.fingerprint(), lock.catalog().tables(), lock.catalog().indexes());
    output.print(shown, out -> out.print(lock.format()));
    return 0;
  }
}
