package dev.sluice.cli;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.SluiceException;
import dev.sluice.core.Spelling;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of Sluice. */
@Command(
    name = "sluice",
    description = "The storage layer of a code-search index.",
    footer = {
      "Example: sluice index . && sluice search \"schema gate\"",
      "Example: sluice help search"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class)
public final class Main implements Runnable {
  /** As a shell has it for a program that a closed pipe ended. */
  static final int CLOSED_PIPE = 128 + 13;

  private static final Set<String> NEED_ALL = Set.of("help", "completion", "manual");
  private static final String HELP = "help";

  @Spec private CommandSpec spec;

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    LibraryLog.start(List.of(arguments).contains("--verbose"));
    HeadStart.of(arguments);
    var out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int exitCode = execute(out, err, arguments);
    if (!out.checkError() || exitCode != 0) {
      return exitCode;
    }
    if (Terminal.writesToPipe()) {
      return CLOSED_PIPE; // The reader has seen enough, which is no failure to speak of.
    }
    err.println("SLUICE-001 failed: standard output could not be written");
    err.println("  remedy: make room where it goes to");
    return ErrorCode.FAILED.exitCode();
  }

  /**
   * The commands by name, in the order help has them. A list of our own, because picocli makes all
   * commands it is told of, which takes longer than to run most of them.
   */
  static Map<String, Class<?>> commands() {
    var commands = new LinkedHashMap<String, Class<?>>();
    commands.put("index", IndexCommand.class);
    commands.put("build", BuildCommand.class);
    commands.put("compact", CompactCommand.class);
    commands.put("check", CheckCommand.class);
    commands.put("validate", ValidateCommand.class);
    commands.put("report", ReportCommand.class);
    commands.put("clean", CleanCommand.class);
    commands.put("search", SearchCommand.class);
    commands.put("backends", BackendsCommand.class);
    commands.put("schema", SchemaCommand.class);
    commands.put("config", ConfigCommand.class);
    commands.put("extension", ExtensionCommand.class);
    commands.put("completion", CompletionCommand.class);
    commands.put("manual", ManualCommand.class);
    commands.put("help", CommandLine.HelpCommand.class);
    return commands;
  }

  /** The command line with the one command that the arguments begin with, else with all. */
  static CommandLine commandLine(String... arguments) {
    var line = new CommandLine(new Main());
    Map<String, Class<?>> commands = commands();
    String called = arguments.length == 0 ? "" : arguments[0];
    if (commands.containsKey(called) && !NEED_ALL.contains(called)) {
      line.addSubcommand(commands.get(called));
    } else {
      commands.values().forEach(line::addSubcommand);
    }
    everywhere(line, Main::complete);
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setHelpSectionKeys(List.of(HELP))
        .setHelpSectionMap(
            Map.of(
                HELP,
                help ->
                    HelpText.of(
                        CommandManual.of(help.commandSpec()),
                        Terminal.columns(),
                        Terminal.takesColours())));
  }

  /** What picocli leaves out, or has in words of its own. */
  private static void complete(CommandSpec command) {
    command.versionProvider(new Versions());
    if (command.userObject() instanceof CommandLine.HelpCommand) {
      command.usageMessage().description("Explains a command.");
      command.usageMessage().footer("Example: sluice help search");
    }
  }

  private static void everywhere(CommandLine line, Consumer<CommandSpec> change) {
    change.accept(line.getCommandSpec());
    line.getSubcommands().values().forEach(command -> everywhere(command, change));
  }

  /** Runs one command; its exit code. */
  static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    try {
      return commandLine(arguments)
          .setOut(out)
          .setErr(err)
          .setParameterExceptionHandler(Main::explainUsage)
          .setExecutionExceptionHandler(Main::explainFailure)
          .execute(arguments);
    } catch (LinkageError e) {
      err.println("SLUICE-001 failed: a native library or a class cannot be loaded: " + e);
      err.println(
          "  cause:  "
              + System.getProperty("java.io.tmpdir")
              + " has no room or may not hold programs, or file handles ran out");
      err.println(
          "  remedy: make room there, or name another folder:"
              + " SLUICE_JAVA_OPTS=-Djava.io.tmpdir=D sluice ...");
      return ErrorCode.FAILED.exitCode();
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command");
  }

  private static int explainUsage(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    String detail = failure.getMessage().replaceFirst("^Error: ", "");
    Optional<String> meant = Optional.empty();
    if (failure instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().get(0);
      boolean option = unmatched.isUnknownOption();
      detail = (option ? "unknown option " : "unexpected argument ") + quoted(word);
      if (!option && !command.getSubcommands().isEmpty()) {
        detail = "unknown command " + quoted(word);
      }
      Set<String> known =
          option
              ? command.getCommandSpec().optionsMap().keySet()
              : command.getSubcommands().keySet();
      meant = Spelling.nearest(word.replaceFirst("=.*", ""), known);
    }
    String name = command.getCommandSpec().qualifiedName();
    String remedy =
        meant
            .map(
                nearest ->
                    "did you mean " + (nearest.startsWith("-") ? "" : name + " ") + nearest + "?")
            .orElse("see " + name + " --help");
    var refusal = new SluiceException(ErrorCode.USAGE, detail, "", remedy);
    command.getErr().println(refusal.explain());
    if (List.of(arguments).contains("--json")) {
      OutputOptions.printError(refusal, command.getOut());
    }
    return ErrorCode.USAGE.exitCode();
  }

  private static String quoted(String word) {
    return "'" + word + "'";
  }

  private static int explainFailure(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    var output = OutputOptions.of(command);
    boolean verbose = output.map(OutputOptions::verbose).orElse(false);
    if (failure instanceof SluiceException refusal) {
      err.println(refusal.explain());
      output.ifPresent(options -> options.printError(refusal));
      if (verbose) {
        refusal.printStackTrace(err);
      }
      return exitCode(command, refusal.code());
    }
    err.println(ErrorCode.FAILED.id() + " " + ErrorCode.FAILED.title() + ": " + failure);
    err.println("  cause:  this is a mistake in Sluice");
    err.println("  remedy: run it again with --verbose and report what it prints");
    if (verbose) {
      failure.printStackTrace(err);
    }
    return exitCode(command, ErrorCode.FAILED);
  }

  /** A command may have one exit code for all trouble, as diff(1) does. */
  private static int exitCode(CommandLine command, ErrorCode code) {
    int ofCommand = command.getCommandSpec().exitCodeOnExecutionException();
    return ofCommand == CommandLine.ExitCode.SOFTWARE ? code.exitCode() : ofCommand;
  }
}
