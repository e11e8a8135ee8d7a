package dev.sluice.cli;

import dev.sluice.build.UpdateLimits.Growth;
import dev.sluice.cli.SettingsOptions.Flags;
import dev.sluice.config.BuildSettings;
import dev.sluice.sqlite.TermKind;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options of commands that can change a store in place. */
final class UpdateOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--incremental",
      description = "Change the databases that are there, where that is enough.")
  private boolean incremental;

  @Option(
      names = "--max-changed",
      paramLabel = "RATIO",
      description =
          "The fraction of changed and deleted files up to which a database is changed (0.35).")
  private String maxChanged;

  @Option(
      names = "--max-growth",
      paramLabel = "KIND=RATIO:TERMS",
      converter = {KindConverter.class, GrowthConverter.class},
      description =
          "How many new terms a database takes, as a fraction of those there are and at most"
              + " (token=0.4:200000, phrase=0.5:150000, chargram=1.0:250000).")
  private Map<TermKind, Growth> maxGrowth = Map.of();

  /** Whether a store is to be changed in place. */
  boolean incremental() {
    return incremental;
  }

  /**
   * The settings these options set.
   *
   * @throws ParameterException if there are limits for nothing
   */
  Flags flags() {
    if (!incremental && (maxChanged != null || !maxGrowth.isEmpty())) {
      throw new ParameterException(
          command.commandLine(), "--max-changed and --max-growth go with --incremental");
    }
    var flags = new Flags().set(BuildSettings.MAX_CHANGED, "--max-changed", maxChanged);
    maxGrowth.forEach(
        (kind, growth) ->
            flags
                .set(
                    BuildSettings.newTermsRatio(kind.id()),
                    "--max-growth",
                    Double.toString(growth.ratio()))
                .set(
                    BuildSettings.newTermsCount(kind.id()),
                    "--max-growth",
                    Integer.toString(growth.terms())));
    return flags;
  }

  /** Reads {@code token}, {@code phrase} or {@code chargram}. */
  static final class KindConverter implements ITypeConverter<TermKind> {
    @Override
    public TermKind convert(String value) {
      for (TermKind kind : TermKind.values()) {
        if (kind.id().equals(value)) {
          return kind;
        }
      }
      throw new TypeConversionException(
          "unknown kind of terms '" + value + "', one of token, phrase, chargram");
    }
  }

  /** Reads {@code 0.4:200000}. */
  static final class GrowthConverter implements ITypeConverter<Growth> {
    @Override
    public Growth convert(String value) {
      if (!value.matches("[0-9]+([.][0-9]+)?:[0-9]{1,9}")) {
        throw new TypeConversionException(
            "'" + value + "' is no limit, expected for example 0.4:200000");
      }
      int colon = value.indexOf(':');
      return new Growth(
          Double.parseDouble(value.substring(0, colon)),
          Integer.parseInt(value.substring(colon + 1)));
    }
  }
}
