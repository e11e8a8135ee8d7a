package dev.sluice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice schema}: the declared schema, for its reviewers. */
@Command(
    name = "schema",
    description = "Prints, compares and guards the declared schema.",
    footer = "%nExample: sluice schema diff git:main schema",
    mixinStandardHelpOptions = true,
    subcommands = {
      SchemaShowCommand.class,
      SchemaDiffCommand.class,
      SchemaCheckCommand.class,
      SchemaLockCommand.class,
      SchemaDocsCommand.class
    })
final class SchemaCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name one of show, diff, check, lock, docs");
  }
}
