package dev.sluice.config;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.SluiceException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      known(AnnSettings.KEYS, VectorSettings.KEYS, ReadSettings.KEYS);

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
   * @throws SluiceException with code USAGE for what is not known or not well-formed, wherever it
   *     was set
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
    for (SettingKey key : KNOWN.values()) {
      String value = environment.get(key.variable());
      if (value != null) {
        put(new Setting(key.name(), key.split(value), "environment " + key.variable()));
      }
    }
    List<String> variables = KNOWN.values().stream().map(SettingKey::variable).toList();
    environment.keySet().stream()
        .filter(name -> !variables.contains(name) && isOfASection(name))
        .forEach(
            name -> {
              throw unknown("environment", name, variables);
            });
  }

  /** Other variables of Sluice are no settings. */
  private static boolean isOfASection(String variable) {
    return KNOWN.keySet().stream()
        .map(key -> new SettingKey(key.substring(0, key.indexOf('.') + 1), List.of(), false))
        .anyMatch(section -> variable.startsWith(section.variable()));
  }

  private void readFlag(String name, Flag flag) {
    SettingKey key = KNOWN.get(name);
    if (key == null) {
      throw unknown("flag " + flag.option(), name, KNOWN.keySet());
    }
    put(new Setting(name, key.split(flag.value()), "flag " + flag.option()));
  }

  private void put(Setting setting) {
    settings.put(setting.key(), setting);
  }

  /** All of them, in the order they are documented in. */
  public List<Setting> all() {
    return List.copyOf(settings.values());
  }

  Setting get(String key) {
    return settings.get(key);
  }

  /** The index root. */
  Path root() {
    return root;
  }

  /** Refuses a name that is none, and tells the nearest that is one. */
  static SluiceException unknown(String where, String name, Collection<String> known) {
    String nearest = nearest(name, known.stream());
    return wrong(where + ": unknown setting '" + name + "'", "did you mean " + nearest + "?");
  }

  static SluiceException wrong(String detail, String remedy) {
    return new SluiceException(ErrorCode.USAGE, detail, "", remedy);
  }

  private static String nearest(String name, Stream<String> known) {
    return known
        .min(
            Comparator.comparingInt((String other) -> distance(name, other))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  /** The edit distance of Levenshtein. */
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }
}
