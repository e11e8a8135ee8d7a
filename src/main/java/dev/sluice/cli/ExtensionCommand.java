package dev.sluice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice extension}: the vector extension. */
@Command(
    name = "extension",
    description = "Shows, installs and verifies the vector extension.",
    footer = "%nExample: sluice extension verify",
    mixinStandardHelpOptions = true,
    subcommands = {
      ExtensionShowCommand.class,
      ExtensionInstallCommand.class,
      ExtensionVerifyCommand.class
    })
final class ExtensionCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name one of show, install, verify");
  }
}
