package dev.sluice.config;

import java.util.List;

/** The settings of searches, {@code search.*}. */
public final class SearchSettings {
  public static final String BACKEND = "search.backend";
  public static final String TOP = "search.top";
  private static final String PREFERRED = "search.preferred";
  private static final String THRESHOLD_CHUNKS = "search.autoSqliteThresholdChunks";
  private static final String THRESHOLD_BYTES = "search.autoSqliteThresholdBytes";

  static final List<SettingKey> KEYS =
      List.of(
          SettingKey.of(
              BACKEND,
              ValueType.oneOf("auto", "sqlite", "sqlite-fts", "lmdb", "memory"),
              "auto",
              "What answers."),
          SettingKey.of(
              PREFERRED, ValueType.oneOf("sqlite", "lmdb"), "sqlite", "What auto tries first."),
          SettingKey.of(
              THRESHOLD_CHUNKS,
              ValueType.whole(0, Long.MAX_VALUE),
              0,
              "From how many chunks on auto takes SQLite; 0 for any number."),
          SettingKey.of(
              THRESHOLD_BYTES,
              ValueType.whole(0, Long.MAX_VALUE),
              0,
              "From how many bytes of artifacts on auto takes SQLite; 0 for any number."),
          SettingKey.of(
              TOP, ValueType.whole(1, Integer.MAX_VALUE), 10, "How many hits a search gives."));

  private final Settings settings;

  public SearchSettings(Settings settings) {
    this.settings = settings;
  }

  /** {@code auto}, {@code sqlite}, {@code sqlite-fts}, {@code lmdb} or {@code memory}. */
  public String backend() {
    return settings.get(BACKEND).value();
  }

  /** {@code sqlite} or {@code lmdb}. */
  public String preferred() {
    return settings.get(PREFERRED).value();
  }

  public long autoSqliteThresholdChunks() {
    return settings.whole(THRESHOLD_CHUNKS);
  }

  public long autoSqliteThresholdBytes() {
    return settings.whole(THRESHOLD_BYTES);
  }

  public int top() {
    return (int) settings.whole(TOP);
  }
}
