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

  @Option(names = "--incremental", description = "Update the databases where that is enough.")
  private boolean incremental;

  @Option(
      names = "--max-changed",
      paramLabel = "RATIO",
      description = "Largest share of changed files to update (0.35).")
  private String maxChanged;

  @Option(
      names = "--max-growth",
      paramLabel = "KIND=R:N",
      converter = {KindConverter.class, GrowthConverter.class},
      description =
          "New terms of token, phrase or chargram that an update may add: the fraction R of those"
              + " there are, N at most.")
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
