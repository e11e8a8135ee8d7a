package dev.sluice.config;

import java.util.List;

/**
 * The value of a setting.
 *
 * @param values of settings that are no list at most one
 * @param origin where it comes from: {@code default}, the path of a file, {@code environment
 *     SLUICE_ANN_MODE} or {@code flag --set}
 */
public record Setting(String key, List<String> values, String origin) {
  static final String DEFAULT = "default";

  public Setting {
    values = List.copyOf(values);
  }

  /** Its one value; null if it has none. */
  public String value() {
    return values.isEmpty() ? null : values.get(0);
  }
}
