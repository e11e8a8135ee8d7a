package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.build.UpdateLimits;
import dev.sluice.config.BuildSettings;
import dev.sluice.config.SearchSettings;
import dev.sluice.config.Settings;
import dev.sluice.config.Settings.Flag;
import dev.sluice.config.SourceSettings;
import dev.sluice.core.AnnMode;
import dev.sluice.producer.ProducerOptions;
import dev.sluice.retrieval.SearchOptions;
import dev.sluice.retrieval.backend.Backend;
import dev.sluice.retrieval.backend.IndexOptions;
import dev.sluice.sqlite.TermKind;
import dev.sluice.sqlite.ValidationLevel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings reach what they are of; the room config may not look at it. */
class SettingsOptionsTest {
  @TempDir Path root;

  private Settings settings(String... keysAndValues) {
    var flags = new LinkedHashMap<String, Flag>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      flags.put(keysAndValues[i], new Flag("--set", keysAndValues[i + 1]));
    }
    return Settings.load(root, Map.of(), flags);
  }

  @Test
  void whatIsNotSetIsAsTheLibraryHasIt() {
    IndexOptions options = SettingsOptions.indexOptions(settings());
    assertEquals(IndexOptions.DEFAULT.backend(), options.backend());
    assertEquals(IndexOptions.DEFAULT.preferred(), options.preferred());
    assertEquals(0, options.thresholds().autoSqliteThresholdChunks());
    assertEquals(0, options.thresholds().autoSqliteThresholdBytes());
    assertEquals(UpdateLimits.DEFAULT, SettingsOptions.updateLimits(settings()));
    var build = new BuildSettings(settings());
    assertEquals(ValidationLevel.FULL_UP_TO_BYTES, build.fullUpToBytes());
    assertEquals("smoke", build.validate());
    assertEquals(SearchOptions.DEFAULT.top(), new SearchSettings(settings()).top());
    assertEquals(
        ProducerOptions.DEFAULT_MAX_FILE_BYTES, new SourceSettings(settings()).maxFileBytes());
  }

  @Test
  void everyWordOfAnEnumIsTaken() {
    for (Backend backend : Backend.values()) {
      Settings settings = settings("search.backend", backend.id());
      assertEquals(backend, SettingsOptions.indexOptions(settings).backend());
    }
    for (ValidationLevel level : ValidationLevel.values()) {
      settings("build.validate", level.name().toLowerCase(Locale.ROOT));
    }
    for (AnnMode mode : AnnMode.values()) {
      settings("ann.mode", mode.id());
    }
  }

  @Test
  void whatIsSetArrives() {
    IndexOptions options =
        SettingsOptions.indexOptions(
            settings(
                "search.preferred", "lmdb",
                "search.autoSqliteThresholdChunks", "5",
                "search.autoSqliteThresholdBytes", "6"));
    assertEquals(Backend.LMDB, options.preferred());
    assertEquals(5, options.thresholds().autoSqliteThresholdChunks());
    assertEquals(6, options.thresholds().autoSqliteThresholdBytes());
    UpdateLimits limits =
        SettingsOptions.updateLimits(
            settings(
                "update.maxChanged", "0.5",
                "update.newTerms.phrase.ratio", "2",
                "update.newTerms.phrase.count", "3"));
    assertEquals(0.5, limits.changed());
    assertEquals(new UpdateLimits.Growth(2, 3), limits.terms().get(TermKind.PHRASE));
  }
}
