package dev.sluice.cli;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.SluiceException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    subcommands = {
      IndexCommand.class,
      BuildCommand.class,
      CompactCommand.class,
      CheckCommand.class,
      SearchCommand.class,
      BackendsCommand.class,
      SchemaCommand.class,
      ExtensionCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    LibraryLog.start(List.of(arguments).contains("--verbose"));
    var out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int exitCode = execute(out, err, arguments);
    if (out.checkError() && exitCode == 0) {
      // A closed pipe is the reader's choice, a full disk is not; both end without a stack trace.
      err.println("SLUICE-001 failed: standard output could not be written");
      return ErrorCode.FAILED.exitCode();
    }
    return exitCode;
  }

  private static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    try {
      return new CommandLine(new Main())
          .setOut(out)
          .setErr(err)
          .setCaseInsensitiveEnumValuesAllowed(true)
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
    PrintWriter err = command.getErr();
    err.println(ErrorCode.USAGE.id() + " " + ErrorCode.USAGE.title() + ": " + failure.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(failure, err)) {
      err.println("  remedy: see " + command.getCommandSpec().qualifiedName() + " --help");
    }
    return ErrorCode.USAGE.exitCode();
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
