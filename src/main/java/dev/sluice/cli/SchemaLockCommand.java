package dev.sluice.cli;

import dev.sluice.schema.review.SchemaLock;
import dev.sluice.schema.review.SchemaSide;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice schema lock}: writes catalog.lock. */
@Command(
    name = "lock",
    description = "Writes catalog.lock: what the SQL of the schema folder compiles to.",
    footer = "%nExample: sluice schema lock",
    mixinStandardHelpOptions = true)
final class SchemaLockCommand implements Callable<Integer> {
  @Mixin private OutputOptions output;
  @Mixin private SchemaOptions schema;

  @Option(
      names = "--amend",
      description = "The version in the lock was never released: it may get another structure.")
  private boolean amend;

  @Override
  public Integer call() {
    SchemaSide tree = schema.sides().workingTree();
    Path lock = Path.of(tree.source().lockFile());
    var written = WrittenPage.write(lock, SchemaLock.text(tree, amend));
    output.print(written, out -> out.println(written.describe()));
    return 0;
  }
}
