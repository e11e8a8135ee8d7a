package dev.sluice.cli;

import dev.sluice.core.ErrorCode;
import dev.sluice.sqlite.ValidationLevel;
import dev.sluice.upkeep.Validation;
import dev.sluice.upkeep.ValidationResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice validate}: whether an index root holds what it should. */
@Command(
    name = "validate",
    description = "Looks at artifacts, bundles and stores, with a remedy for each finding.",
    footer = "%nExample: sluice validate --root .sluice --level full",
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private OutputOptions output;
  @Mixin private SettingsOptions settings;

  @Option(names = "--root", paramLabel = "D", description = "The index root (${DEFAULT-VALUE}).")
  private Path root = Path.of(".sluice");

  @Option(
      names = "--mode",
      paramLabel = "M",
      converter = Modes.Several.class,
      description = "code, prose, extracted-prose, records or all that are there (all).")
  private Modes modes = Modes.ALL;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = "smoke, full, or auto: full up to a size (${DEFAULT-VALUE}).")
  private ValidationLevel level = ValidationLevel.AUTO;

  @Option(
      names = "--full-up-to",
      paramLabel = "MIB",
      description = "The size of a part up to which auto means full (512).")
  private Long fullUpToMib;

  @Override
  public Integer call() {
    requireSense();
    long fullUpTo = fullUpToMib == null ? ValidationLevel.FULL_UP_TO_BYTES : fullUpToMib << 20;
    var options =
        new Validation.Options(level, fullUpTo, settings.vectorTable(root), Instant.now());
    ValidationResult result = run(new Validation(root, options));
    output.print(ValidateOutput.Result.of(result), out -> ValidateOutput.print(result, out));
    return result.ok() ? 0 : ErrorCode.INVALID_STORE.exitCode();
  }

  private ValidationResult run(Validation validation) {
    try (Progress progress = output.progress("validating " + root)) {
      long[] records = new long[1];
      return validation.run(modes.set(), () -> progress.advance(++records[0], -1));
    }
  }

  private void requireSense() {
    if (level == ValidationLevel.OFF) {
      throw wrongUse("--level off would look at nothing; expected smoke, full or auto");
    }
    if (fullUpToMib != null && (level != ValidationLevel.AUTO || fullUpToMib < 0)) {
      throw wrongUse("--full-up-to takes MiB and goes with --level auto");
    }
  }

  private ParameterException wrongUse(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
