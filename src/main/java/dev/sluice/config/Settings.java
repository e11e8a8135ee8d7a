package dev.sluice.config;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.SluiceException;
import dev.sluice.core.Spelling;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All settings that are known, with their values: defaults, under {@code sluice.json} in the index
 * root, under the environment, under flags.
 */
public final class Settings {
  /** The name of the file. */
  public static final String FILE = "sluice.json";

  static final String VARIABLE_PREFIX = "SLUICE_";

  private static final Map<String, SettingKey> KNOWN =
      known(
          SourceSettings.KEYS,
          BuildSettings.KEYS,
          SearchSettings.KEYS,
          ReadSettings.KEYS,
          VectorSettings.KEYS,
          AnnSettings.KEYS);

  private final Path root;
  private final Map<String, Setting> settings = new LinkedHashMap<>();

  private Settings(Path root) {
    this.root = root;
    KNOWN.values().forEach(key -> put(new Setting(key.name(), key.fallback(), Setting.DEFAULT)));
  }

  @SafeVarargs
  private static Map<String, SettingKey> known(List<SettingKey>... sections) {
    var known = new LinkedHashMap<String, SettingKey>();
    for (List<SettingKey> keys : sections) {
      keys.forEach(key -> known.put(key.name(), key));
    }
    return known;
  }

  /**
   * Reads them.
   *
   * @param root the index root; the file need not be there
   * @param environment variables by name; those of Sluice are read
   * @param flags values by the name of the setting
   * @throws SluiceException with code USAGE for a name that is not known and a value of another
   *     type or out of its range, wherever it was set
   */
  public static Settings load(Path root, Map<String, String> environment, Map<String, Flag> flags) {
    var settings = new Settings(root);
    SettingsFile.read(root.resolve(FILE), KNOWN).forEach(settings::put);
    settings.readEnvironment(environment);
    flags.forEach(settings::readFlag);
    return settings;
  }

  /**
   * A value given on the command line.
   *
   * @param option as the user typed it
   */
  public record Flag(String option, String value) {}

  private void readEnvironment(Map<String, String> environment) {
    var ours = new TreeMap<String, String>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(VARIABLE_PREFIX)) {
            ours.put(name, value);
          }
        });
    if (ours.isEmpty()) {
      return; // As nearly always, and to name every variable takes a while.
    }
    var variables = new LinkedHashMap<String, SettingKey>();
    KNOWN.values().forEach(key -> variables.put(key.variable(), key));
    ours.forEach(
        (name, value) -> {
          SettingKey key = variables.get(name);
          if (key != null) {
            put(key.parse(value, "environment " + name));
          } else if (isOfASection(name)) {
            throw unknown("environment", name, variables.keySet());
          }
        });
  }

  /** Other variables of Sluice are no settings. */
  private static boolean isOfASection(String variable) {
    return KNOWN.keySet().stream()
        .map(key -> SettingKey.variable(key.substring(0, key.indexOf('.') + 1)))
        .anyMatch(variable::startsWith);
  }

  private void readFlag(String name, Flag flag) {
    SettingKey key = KNOWN.get(name);
    if (key == null) {
      throw unknown("flag " + flag.option(), name, KNOWN.keySet());
    }
    put(key.parse(flag.value(), "flag " + flag.option()));
  }

  private void put(Setting setting) {
    settings.put(setting.key(), setting);
  }

  /** All of them, in the order they are documented in. */
  public List<Setting> all() {
    return List.copyOf(settings.values());
  }

  /** The keys, in the order they are documented in. */
  static Collection<SettingKey> keys() {
    return KNOWN.values();
  }

  Setting get(String key) {
    return settings.get(key);
  }

  long whole(String key) {
    return Long.parseLong(get(key).value());
  }

  double number(String key) {
    return Double.parseDouble(get(key).value());
  }

  /** The index root. */
  Path root() {
    return root;
  }

  /** Refuses a name that is none, and tells the nearest that is one. */
  static SluiceException unknown(String where, String name, Collection<String> known) {
    return wrong(
        where + ": unknown setting '" + name + "'",
        nearest(name, known)
            .map(nearest -> "did you mean " + nearest + "?")
            .orElse("sluice config show lists the settings there are"));
  }

  static SluiceException wrong(String detail, String remedy) {
    return new SluiceException(ErrorCode.USAGE, detail, "", remedy);
  }

  /** Of the names and the sections they are in. */
  private static Optional<String> nearest(String name, Collection<String> known) {
    return Spelling.nearest(
        name,
        known.stream()
            .flatMap(key -> Stream.of(key, key.substring(0, Math.max(0, key.lastIndexOf('.')))))
            .toList());
  }
}
