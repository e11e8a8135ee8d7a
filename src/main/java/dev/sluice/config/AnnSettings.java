package dev.sluice.config;

import dev.sluice.core.AnnConfig;
import dev.sluice.core.AnnMode;
import dev.sluice.core.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The settings of the vector extension, {@code ann.*}. */
public final class AnnSettings {
  /** What a flag for the mode sets. */
  public static final String MODE = "ann.mode";

  private static final String FILES = "ann.files.";
  private static final List<Platform> PLATFORMS =
      List.of(
          new Platform("linux", "x64"),
          new Platform("linux", "arm64"),
          new Platform("darwin", "x64"),
          new Platform("darwin", "arm64"),
          new Platform("windows", "x64"),
          new Platform("windows", "arm64"));

  static final List<SettingKey> KEYS = keys();

  private final Settings settings;

  public AnnSettings(Settings settings) {
    this.settings = settings;
  }

  private static List<SettingKey> keys() {
    AnnConfig defaults = AnnConfig.DEFAULT;
    var keys = new ArrayList<SettingKey>();
    keys.add(SettingKey.of(MODE, defaults.mode().id()));
    keys.add(SettingKey.of("ann.provider", defaults.provider()));
    keys.add(SettingKey.unset("ann.path"));
    keys.add(SettingKey.of("ann.directory", userFolder().toString()));
    PLATFORMS.forEach(
        platform ->
            keys.add(
                SettingKey.of(FILES + platform.id(), platform.libraryName(defaults.module()))));
    keys.add(SettingKey.of("ann.module", defaults.module()));
    keys.add(SettingKey.of("ann.table", defaults.table()));
    keys.add(SettingKey.of("ann.column", defaults.column()));
    keys.add(SettingKey.of("ann.encoding", defaults.encoding()));
    keys.add(SettingKey.list("ann.options", defaults.options()));
    keys.add(SettingKey.of("ann.requireSha256", "false"));
    return List.copyOf(keys);
  }

  /**
   * Of the user, not of an index: an index root may come from anybody, and what is found here is
   * run.
   */
  private static Path userFolder() {
    String data = System.getenv("XDG_DATA_HOME");
    Path base =
        data != null && Path.of(data).isAbsolute()
            ? Path.of(data)
            : Path.of(System.getProperty("user.home"), ".local", "share");
    return base.resolve("sluice").resolve("extensions");
  }

  /** The settings, in the order they are documented in. */
  public List<Setting> all() {
    return KEYS.stream().map(key -> settings.get(key.name())).toList();
  }

  /**
   * The configuration they add up to. Names that may not reach SQL are in it as they were set.
   *
   * @throws dev.sluice.core.SluiceException with code USAGE for a mode that is none, or a name that
   *     is no plain file name
   */
  public AnnConfig config() {
    Path library = text("ann.path") == null ? installed() : path("ann.path");
    return new AnnConfig(
        mode(),
        text("ann.provider"),
        library,
        text("ann.module"),
        text("ann.table"),
        text("ann.column"),
        text("ann.encoding"),
        settings.get("ann.options").values());
  }

  private AnnMode mode() {
    try {
      return AnnMode.of(text(MODE));
    } catch (IllegalArgumentException e) {
      throw Settings.wrong(
          MODE + " from " + settings.get(MODE).origin() + ": " + e.getMessage(), "");
    }
  }

  /** Null if nothing is installed. */
  private Path installed() {
    Path library = place().library();
    return Files.exists(library) ? library : null;
  }

  /** Where the library is looked for, and installed to, if no path is set. */
  public Place place() {
    String file = FILES + Platform.current().id();
    String name =
        settings.get(file) == null
            ? Platform.current().libraryName(AnnConfig.DEFAULT.module())
            : plain(file);
    return new Place(path("ann.directory"), plain("ann.provider"), Platform.current(), name);
  }

  /**
   * A library's place in a folder of extensions.
   *
   * @param file its name
   */
  public record Place(Path folder, String provider, Platform platform, String file) {
    public Path library() {
      return folder.resolve(provider).resolve(platform.id()).resolve(file);
    }
  }

  /** Whether nothing is installed whose sha256 was not given. */
  public boolean requiresSha256() {
    return switch (text("ann.requireSha256")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Settings.wrong("ann.requireSha256 is neither true nor false", "");
    };
  }

  private String text(String key) {
    return settings.get(key).value();
  }

  private String plain(String key) {
    String name = text(key);
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
      throw Settings.wrong(
          key + " from " + settings.get(key).origin() + " is no plain name: " + name, "");
    }
    return name;
  }

  /** Relative paths of the file start in its folder, others where the program was started. */
  private Path path(String key) {
    Setting setting = settings.get(key);
    boolean ofFile = setting.origin().equals(settings.root().resolve(Settings.FILE).toString());
    Path path = Path.of(setting.value());
    return ofFile ? settings.root().resolve(path) : path;
  }
}
