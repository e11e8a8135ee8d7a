package dev.sluice.cli;

import dev.sluice.config.AnnSettings;
import dev.sluice.config.ReadSettings;
import dev.sluice.config.Settings;
import dev.sluice.config.Settings.Flag;
import dev.sluice.core.AnnMode;
import dev.sluice.retrieval.backend.IndexOptions;
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
      description = "A setting, for example ann.path=/opt/vec0.so; may be repeated.")
  private Map<String, String> values = new LinkedHashMap<>();

  @Option(
      names = "--ann",
      paramLabel = "MODE",
      description =
          "Nearest vectors by the vector extension, the exact scan or not at all:"
              + " auto, extension, exact or off (auto).")
  private AnnMode ann;

  /** The settings for an index root. */
  Settings load(Path root) {
    var flags = new LinkedHashMap<String, Flag>();
    values.forEach((key, value) -> flags.put(key, new Flag("--set", value)));
    if (ann != null) {
      flags.put(AnnSettings.MODE, new Flag("--ann", ann.id()));
    }
    return Settings.load(root, System.getenv(), flags);
  }

  /** The vector table as the settings say. */
  VectorTable vectorTable(Path root) {
    return VectorTable.of(new AnnSettings(load(root)).config());
  }

  /** What the settings say of searching. */
  IndexOptions searching(Path root) {
    Settings loaded = load(root);
    return IndexOptions.DEFAULT
        .withVectorTable(VectorTable.of(new AnnSettings(loaded).config()))
        .withPostingCacheBytes(new ReadSettings(loaded).postingCacheBytes());
  }
}
