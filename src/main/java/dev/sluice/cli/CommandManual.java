package dev.sluice.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What is to be said of a command: the one place that knows how picocli has it. Help, the pages of
 * docs/commands and the man pages are made from it, so a new command is in all of them.
 *
 * @param name with those of the commands it is part of, for example {@code sluice schema diff}
 * @param common the options that every command has
 * @param exitCodes if they are not the usual ones
 */
record CommandManual(
    String name,
    String description,
    List<Entry> parameters,
    List<Entry> options,
    List<Entry> common,
    List<Entry> commands,
    List<Entry> exitCodes,
    List<String> examples) {
  private static final String EXAMPLE = "Example: ";
  private static final Set<String> COMMON =
      Set.of("--json", "--quiet", "--verbose", "--help", "--version");

  /** A word and what it means. */
  record Entry(String term, String text) {}

  /** Of one command. */
  static CommandManual of(CommandSpec spec) {
    return new CommandManual(
        spec.qualifiedName(),
        String.join(" ", spec.usageMessage().description()),
        spec.positionalParameters().stream().map(CommandManual::entry).toList(),
        options(spec, false),
        options(spec, true),
        spec.subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(command -> !command.usageMessage().hidden())
            .map(command -> new Entry(command.name(), of(command).description()))
            .toList(),
        spec.usageMessage().exitCodeList().entrySet().stream()
            .map(code -> new Entry(code.getKey(), code.getValue()))
            .toList(),
        Stream.of(spec.usageMessage().footer())
            .map(line -> line.replace("%n", ""))
            .filter(line -> line.startsWith(EXAMPLE))
            .map(line -> line.substring(EXAMPLE.length()))
            .toList());
  }

  /** Of a command and all below it. */
  static List<CommandManual> all(CommandLine line) {
    var manuals = new ArrayList<CommandManual>();
    manuals.add(of(line.getCommandSpec()));
    for (CommandLine command : line.getSubcommands().values()) {
      if (!command.getCommandSpec().usageMessage().hidden()) {
        manuals.addAll(all(command));
      }
    }
    return manuals;
  }

  private static List<Entry> options(CommandSpec spec, boolean common) {
    return spec.options().stream()
        .filter(option -> !option.hidden() && COMMON.contains(option.longestName()) == common)
        .sorted((a, b) -> a.longestName().compareTo(b.longestName()))
        .map(CommandManual::entry)
        .toList();
  }

  private static Entry entry(OptionSpec option) {
    String names = Stream.of(option.names()).collect(Collectors.joining(", "));
    return new Entry(
        option.arity().max() == 0 ? names : names + " " + option.paramLabel(),
        String.join(" ", option.description()));
  }

  private static Entry entry(PositionalParamSpec parameter) {
    String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? ".." : "");
    return new Entry(
        parameter.arity().min() == 0 ? "[" + label + "]" : label,
        String.join(" ", parameter.description()));
  }

  /** How it is called. */
  String synopsis() {
    var words = new ArrayList<String>(List.of(name));
    if (!options.isEmpty()) {
      words.add("[OPTION..]");
    }
    parameters.forEach(parameter -> words.add(parameter.term()));
    if (!commands.isEmpty()) {
      words.add("COMMAND");
    }
    return String.join(" ", words);
  }
}
