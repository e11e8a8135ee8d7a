package dev.sluice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice config}: the settings. */
@Command(
    name = "config",
    description = "Shows the settings, and the JSON Schema of sluice.json.",
    footer = "%nExample: sluice config show",
    mixinStandardHelpOptions = true,
    subcommands = {ConfigShowCommand.class, ConfigSchemaCommand.class})
final class ConfigCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name one of show, schema");
  }
}
