package dev.sluice.config;

import java.util.List;
import java.util.Locale;

/**
 * A setting that is known.
 *
 * @param name with dots, as the members of {@code sluice.json} are nested
 * @param fallback its value where nobody sets it; of settings that are no list at most one
 * @param isList whether it takes several values: an array in JSON, separated by commas elsewhere
 */
record SettingKey(String name, List<String> fallback, boolean isList) {

  static SettingKey unset(String name) {
    return new SettingKey(name, List.of(), false);
  }

  static SettingKey of(String name, String fallback) {
    return new SettingKey(name, List.of(fallback), false);
  }

  static SettingKey list(String name, List<String> fallback) {
    return new SettingKey(name, fallback, true);
  }

  /** For example {@code SLUICE_ANN_MODE}. */
  String variable() {
    return Settings.VARIABLE_PREFIX + name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }

  /** The values of a text of the environment or of a flag. */
  List<String> split(String text) {
    return isList ? (text.isEmpty() ? List.of() : List.of(text.split(",", -1))) : List.of(text);
  }
}
