package dev.sluice.cli;

import dev.sluice.core.SluiceException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How every command prints: results to standard output, everything else to standard error. */
final class OutputOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--json", description = "Print one JSON document on standard output.")
  private boolean json;

  @Option(names = "--quiet", description = "No progress and no warnings.")
  private boolean quiet;

  @Option(names = "--verbose", description = "The log, and stack traces for errors.")
  private boolean verbose;

  /** The options of a command, if it has them. */
  static Optional<OutputOptions> of(CommandLine command) {
    return command.getCommandSpec().mixins().values().stream()
        .map(CommandSpec::userObject)
        .filter(OutputOptions.class::isInstance)
        .map(OutputOptions.class::cast)
        .findFirst();
  }

  boolean verbose() {
    return verbose;
  }

  /** Prints the value as JSON if asked to, else what the text printer prints. */
  void print(Object value, Consumer<PrintWriter> text) {
    if (json) {
      printJson(value);
    } else {
      text.accept(command.commandLine().getOut());
    }
  }

  /** Prints a failure as JSON if asked to; standard error has it for people in any case. */
  void printError(SluiceException failure) {
    if (json) {
      printError(failure, command.commandLine().getOut());
    }
  }

  /** Prints a failure as JSON. */
  static void printError(SluiceException failure, PrintWriter out) {
    var error =
        new Failure(
            failure.code().id(), failure.getMessage(), failure.likelyCause(), failure.remedy());
    printJson(Map.of("error", error), out);
  }

  /** A failure in JSON. */
  record Failure(String code, String message, String cause, String remedy) {}

  /** Prints the value as JSON whatever was asked for. */
  void printJson(Object value) {
    printJson(value, command.commandLine().getOut());
  }

  private static void printJson(Object value, PrintWriter out) {
    JsonMapper mapper =
        JsonMapper.builder(
                JsonFactory.builder().disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES).build())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();
    out.println(mapper.writeValueAsString(value));
  }

  /** Says something beside the result. */
  void warn(String message) {
    if (!quiet) {
      command.commandLine().getErr().println("sluice: " + message);
    }
  }

  /** A progress display for one long task; close it. */
  Progress progress(String task) {
    Objects.requireNonNull(task);
    return quiet ? Progress.silent() : Progress.on(command.commandLine().getErr(), task);
  }
}
