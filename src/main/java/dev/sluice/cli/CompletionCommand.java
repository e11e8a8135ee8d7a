package dev.sluice.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice completion}: a script for shells. */
@Command(
    name = "completion",
    description = "Prints a script by which bash and zsh complete commands and options.",
    footer = "%nExample: source <(sluice completion)",
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {
  @Spec private CommandSpec command;

  @Override
  public void run() {
    CommandLine line = command.commandLine();
    line.getOut().print(AutoComplete.bash("sluice", line.getParent()));
  }
}
