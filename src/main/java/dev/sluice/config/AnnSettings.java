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
    keys.add(
        SettingKey.of(
            MODE,
            ValueType.oneOf("auto", "extension", "exact", "off"),
            defaults.mode().id(),
            "Nearest vectors by the extension, by the exact scan, or not at all."));
    keys.add(
        SettingKey.of(
            "ann.provider", ValueType.PLAIN_NAME, defaults.provider(), "Whose extension it is."));
    keys.add(SettingKey.unset("ann.path", ValueType.TEXT, "The library; it is run."));
    keys.add(
        SettingKey.of(
            "ann.directory",
            ValueType.TEXT,
            userFolder(),
            "Where else it is: DIRECTORY/PROVIDER/PLATFORM/FILE."));
    PLATFORMS.forEach(
        platform ->
            keys.add(
                SettingKey.of(
                    FILES + platform.id(),
                    ValueType.PLAIN_NAME,
                    platform.libraryName(defaults.module()),
                    "The name of FILE there.")));
    keys.add(
        SettingKey.of(
            "ann.module", ValueType.TEXT, defaults.module(), "What makes the vector table."));
    keys.add(SettingKey.of("ann.table", ValueType.TEXT, defaults.table(), "The vector table."));
    keys.add(SettingKey.of("ann.column", ValueType.TEXT, defaults.column(), "Its column."));
    keys.add(
        SettingKey.of(
            "ann.encoding",
            ValueType.TEXT,
            defaults.encoding(),
            "How vectors are handed over: float32 or json."));
    keys.add(
        new SettingKey(
            "ann.options",
            ValueType.TEXTS,
            defaults.options(),
            "Of the module, each key or key=value."));
    keys.add(
        SettingKey.of(
            "ann.requireSha256",
            ValueType.TRUTH,
            false,
            "Whether nothing is installed whose sha256 is not given."));
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

  /** The configuration they add up to. Names that may not reach SQL are in it as they were set. */
  public AnnConfig config() {
    Path library = text("ann.path") == null ? installed() : path("ann.path");
    return new AnnConfig(
        AnnMode.of(text(MODE)),
        text("ann.provider"),
        library,
        text("ann.module"),
        text("ann.table"),
        text("ann.column"),
        text("ann.encoding"),
        settings.get("ann.options").values());
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
            : text(file);
    return new Place(path("ann.directory"), text("ann.provider"), Platform.current(), name);
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
    return Boolean.parseBoolean(text("ann.requireSha256"));
  }

  private String text(String key) {
    return settings.get(key).value();
  }

  /** Relative paths of the file start in its folder, others where the program was started. */
  private Path path(String key) {
    Setting setting = settings.get(key);
    boolean ofFile = setting.origin().equals(settings.root().resolve(Settings.FILE).toString());
    Path path = Path.of(setting.value());
    return ofFile ? settings.root().resolve(path) : path;
  }
}
