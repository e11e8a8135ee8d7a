package dev.sluice.config;

import dev.sluice.core.SluiceException;
import java.util.List;
import java.util.Locale;

/**
 * A setting that is known.
 *
 * @param name with dots, as the members of {@code sluice.json} are nested
 * @param fallback its value where nobody sets it; of settings that are no list at most one
 * @param about what it is for, in a sentence
 */
record SettingKey(String name, ValueType type, List<String> fallback, String about) {

  static SettingKey unset(String name, ValueType type, String about) {
    return new SettingKey(name, type, List.of(), about);
  }

  static SettingKey of(String name, ValueType type, Object fallback, String about) {
    return new SettingKey(name, type, List.of(fallback.toString()), about);
  }

  /** For example {@code SLUICE_ANN_MODE}. */
  String variable() {
    return variable(name);
  }

  /** {@code SLUICE_ANN_} for {@code ann.}. */
  static String variable(String name) {
    String words = name.replaceAll("[.-]", "_").replaceAll("([a-z])([A-Z])", "$1_$2");
    return Settings.VARIABLE_PREFIX + words.toUpperCase(Locale.ROOT);
  }

  boolean isList() {
    return type instanceof ValueType.Texts;
  }

  /**
   * The setting of a text of the environment or of a flag.
   *
   * @throws dev.sluice.core.SluiceException if the setting takes no such value
   */
  Setting parse(String text, String origin) {
    if (!isList()) {
      return of(List.of(text), "'" + text + "'", origin);
    }
    List<String> values = text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    return new Setting(name, values, origin);
  }

  /** The same of values that are apart already. */
  Setting of(List<String> values, String found, String origin) {
    if (!values.stream().allMatch(type::takes)) {
      throw wrong(found, origin);
    }
    return new Setting(name, values, origin);
  }

  SluiceException wrong(String found, String origin) {
    return Settings.wrong(
        origin + ": " + name + " is " + found + ", expected " + type.expected(),
        "correct it, or leave it out");
  }
}
