package dev.sluice.config;

import java.util.List;

/** The settings of reading, {@code read.*}. */
public final class ReadSettings {
  private static final String POSTING_CACHE = "read.postingCacheBytes";

  private static final String VECTOR_CACHE = "read.vectorCacheBytes";

  static final List<SettingKey> KEYS =
      List.of(
          SettingKey.of(
              POSTING_CACHE,
              ValueType.whole(0, Long.MAX_VALUE),
              32L << 20,
              "How many bytes the posting lists that are kept may take; 0 for none."),
          SettingKey.of(
              VECTOR_CACHE,
              ValueType.whole(0, Long.MAX_VALUE),
              256L << 20,
              "How many bytes dense vectors may take to be kept; more are read for each search."));

  private final Settings settings;

  public ReadSettings(Settings settings) {
    this.settings = settings;
  }

  public long postingCacheBytes() {
    return settings.whole(POSTING_CACHE);
  }

  public long vectorCacheBytes() {
    return settings.whole(VECTOR_CACHE);
  }
}
