package dev.sluice.config;

import java.util.List;
import java.util.OptionalInt;

/** The settings of how a source tree is read, {@code index.*}. */
public final class SourceSettings {
  private static final String MAX_FILE_BYTES = "index.maxFileBytes";
  private static final String WORKERS = "index.workers";

  static final List<SettingKey> KEYS =
      List.of(
          SettingKey.of(
              MAX_FILE_BYTES,
              ValueType.whole(1, Integer.MAX_VALUE - 8),
              5 << 20,
              "Larger files are skipped."),
          SettingKey.unset(
              WORKERS,
              ValueType.whole(1, 1024),
              "Threads that read files; unset for one for each processor."));

  private final Settings settings;

  public SourceSettings(Settings settings) {
    this.settings = settings;
  }

  public long maxFileBytes() {
    return settings.whole(MAX_FILE_BYTES);
  }

  public OptionalInt workers() {
    return settings.get(WORKERS).value() == null
        ? OptionalInt.empty()
        : OptionalInt.of((int) settings.whole(WORKERS));
  }
}
