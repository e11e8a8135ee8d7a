package dev.sluice.cli;

import dev.sluice.cli.SettingsOptions.Flags;
import dev.sluice.config.BuildSettings;
import dev.sluice.config.Settings;
import dev.sluice.sqlite.ValidationLevel;
import dev.sluice.upkeep.Validation;
import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How closely an index root is looked at. */
final class LevelOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = "How closely: smoke, full, or auto: full up to a size (${DEFAULT-VALUE}).")
  private ValidationLevel level = ValidationLevel.AUTO;

  @Option(
      names = "--full-up-to",
      paramLabel = "MIB",
      description = "The size of a part up to which auto means full (512).")
  private String fullUpToMib;

  /** The settings that these options set. */
  Flags flags() {
    return new Flags().set(BuildSettings.FULL_UP_TO_MIB, "--full-up-to", fullUpToMib);
  }

  /** The options, with the vector table that is looked at. */
  Validation.Options with(Settings settings) {
    if (level == ValidationLevel.OFF) {
      throw wrongUse("--level off would look at nothing; expected smoke, full or auto");
    }
    if (fullUpToMib != null && level != ValidationLevel.AUTO) {
      throw wrongUse("--full-up-to goes with --level auto");
    }
    return new Validation.Options(
        level,
        new BuildSettings(settings).fullUpToBytes(),
        SettingsOptions.vectorTable(settings),
        Instant.now());
  }

  private ParameterException wrongUse(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
