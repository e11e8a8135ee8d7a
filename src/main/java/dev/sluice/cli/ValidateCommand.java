package dev.sluice.cli;

import dev.sluice.core.ErrorCode;
import dev.sluice.upkeep.Validation;
import dev.sluice.upkeep.ValidationResult;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice validate}: whether an index root holds what it should. */
@Command(
    name = "validate",
    description = "Looks at artifacts, bundles and stores, with a remedy for each finding.",
    footer = "%nExample: sluice validate --root .sluice --level full",
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
  @Mixin private OutputOptions output;
  @Mixin private SettingsOptions settings;
  @Mixin private LevelOptions level;
  @Mixin private RootOption root;

  @Option(
      names = "--mode",
      paramLabel = "M",
      converter = Modes.Several.class,
      description = "code, prose, extracted-prose, records or all that are there (all).")
  private Modes modes = Modes.ALL;

  @Override
  public Integer call() {
    var options = level.with(settings.load(root.path(), level.flags()));
    ValidationResult result = run(new Validation(root.path(), options));
    output.print(ValidateOutput.Result.of(result), out -> ValidateOutput.print(result, out));
    return result.ok() ? 0 : ErrorCode.INVALID_STORE.exitCode();
  }

  private ValidationResult run(Validation validation) {
    try (Progress progress = output.progress("validating " + root.path())) {
      long[] records = new long[1];
      return validation.run(modes.set(), () -> progress.advance(++records[0], -1));
    }
  }
}
