package dev.sluice.config;

import java.util.List;

/** The settings of reading, {@code read.*}. */
public final class ReadSettings {
  private static final String POSTING_CACHE = "read.postingCacheBytes";
  private static final long DEFAULT_POSTING_CACHE = 32L << 20;

  static final List<SettingKey> KEYS =
      List.of(SettingKey.of(POSTING_CACHE, String.valueOf(DEFAULT_POSTING_CACHE)));

  private final Settings settings;

  public ReadSettings(Settings settings) {
    this.settings = settings;
  }

  /**
   * How much the posting lists that are kept may take; 0 for none.
   *
   * @throws dev.sluice.core.SluiceException with code USAGE for what is no number of bytes
   */
  public long postingCacheBytes() {
    Setting setting = settings.get(POSTING_CACHE);
    try {
      long bytes = Long.parseLong(setting.value());
      if (bytes >= 0) {
        return bytes;
      }
    } catch (NumberFormatException e) {
      // Refused below, as a negative number is.
    }
    throw Settings.wrong(
        POSTING_CACHE + " from " + setting.origin() + " is no number of bytes: " + setting.value(),
        "set it to 0 or more");
  }
}
