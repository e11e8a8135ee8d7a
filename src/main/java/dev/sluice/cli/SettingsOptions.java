package dev.sluice.cli;

import dev.sluice.build.UpdateLimits;
import dev.sluice.config.AnnSettings;
import dev.sluice.config.BuildSettings;
import dev.sluice.config.ReadSettings;
import dev.sluice.config.SearchSettings;
import dev.sluice.config.Settings;
import dev.sluice.config.Settings.Flag;
import dev.sluice.retrieval.backend.Backend;
import dev.sluice.retrieval.backend.IndexOptions;
import dev.sluice.sqlite.TermKind;
import dev.sluice.sqlite.ann.VectorTable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Settings on the command line, which go over those of the environment and the file. */
final class SettingsOptions {
  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting (see sluice config show).")
  private Map<String, String> values = new LinkedHashMap<>();

  @Option(
      names = "--ann",
      paramLabel = "MODE",
      description = "Nearest vectors by: auto, extension, exact, off (auto).")
  private String ann;

  /** The settings for an index root. */
  Settings load(Path root) {
    return load(root, new Flags());
  }

  /**
   * The settings for an index root.
   *
   * @param ofCommand the settings that options of the command's own set
   */
  Settings load(Path root, Flags ofCommand) {
    var flags = new LinkedHashMap<String, Flag>();
    values.forEach((key, value) -> flags.put(key, new Flag("--set", value)));
    flags.putAll(new Flags().set(AnnSettings.MODE, "--ann", ann).flags);
    flags.putAll(ofCommand.flags);
    return Settings.load(root, System.getenv(), flags);
  }

  /** Options that set a setting. */
  static final class Flags {
    private final Map<String, Flag> flags = new LinkedHashMap<>();

    /** If the option was given, which null says it was not. */
    Flags set(String key, String option, String value) {
      if (value != null) {
        flags.put(key, new Flag(option, value));
      }
      return this;
    }
  }

  /** The vector table as the settings say. */
  VectorTable vectorTable(Path root) {
    return vectorTable(load(root));
  }

  static VectorTable vectorTable(Settings settings) {
    return VectorTable.of(new AnnSettings(settings).config());
  }

  /** How an index is opened, as the settings say. */
  static IndexOptions indexOptions(Settings settings) {
    var search = new SearchSettings(settings);
    var read = new ReadSettings(settings);
    return IndexOptions.DEFAULT
        .withBackend(Backend.of(search.backend()))
        .withPreferred(Backend.of(search.preferred()))
        .withAutoSqliteThresholdChunks(search.autoSqliteThresholdChunks())
        .withAutoSqliteThresholdBytes(search.autoSqliteThresholdBytes())
        .withPostingCacheBytes(read.postingCacheBytes())
        .withVectorCacheBytes(read.vectorCacheBytes())
        .withVectorTable(vectorTable(settings));
  }

  /** How much an update may change, as the settings say. */
  static UpdateLimits updateLimits(Settings settings) {
    var build = new BuildSettings(settings);
    UpdateLimits limits = UpdateLimits.DEFAULT.changed(build.maxChanged());
    for (TermKind kind : TermKind.values()) {
      var growth =
          new UpdateLimits.Growth(build.maxNewTermsRatio(kind.id()), build.maxNewTerms(kind.id()));
      limits = limits.terms(kind, growth);
    }
    return limits;
  }
}
