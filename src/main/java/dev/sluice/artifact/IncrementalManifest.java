package dev.sluice.artifact;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.InvalidArtifactException;
import dev.sluice.core.StoreUnavailableException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The list of source files and their bundles, as read from {@code incremental/<mode>}.
 *
 * @param mode as the manifest says, or null
 * @param entries by path
 */
public record IncrementalManifest(String mode, List<Entry> entries) {
  /**
   * The version of the manifest's format. 5 is the one PairOfCleats reads and writes; Sluice knows
   * no other.
   */
  static final int VERSION = 5;

  /** The format of bundles that Sluice writes. */
  static final String JSON = "json";

  /**
   * A source file as it was when its bundle was written. At least one of hash, mtimeMs and size is
   * there.
   *
   * @param file repository-relative with {@code /} separators, whatever the manifest has
   * @param bundle the name of the bundle's file
   */
  public record Entry(String file, String hash, Double mtimeMs, Long size, String bundle) {}

  static Path in(Path folder) {
    return folder.resolve("manifest.json");
  }

  static Path bundlesIn(Path folder) {
    return folder.resolve("files");
  }

  /**
   * Reads the manifest of one mode.
   *
   * @param folder {@code incremental/<mode>}
   * @throws StoreUnavailableException if there is none
   * @throws InvalidArtifactException if it is of another version, an entry is incomplete, or two
   *     entries that differ are for the same path
   */
  public static IncrementalManifest read(Path folder) {
    Optional<Path> file = StoredFile.find(in(folder));
    return JsonCursor.read(
        file.orElseThrow(() -> missing(folder)), cursor -> new Reading(cursor).read());
  }

  private static StoreUnavailableException missing(Path folder) {
    return new StoreUnavailableException(
        ErrorCode.MISSING,
        in(folder) + " is missing",
        "no bundles were written there",
        "make them with: sluice index SOURCE_DIR");
  }

  private static final class Reading {
    private final JsonCursor cursor;
    private final TreeMap<String, Entry> entries = new TreeMap<>();
    private Integer version;
    private String mode;
    private boolean found;

    Reading(JsonCursor cursor) {
      this.cursor = cursor;
    }

    IncrementalManifest read() {
      cursor.object("manifest", this::member);
      cursor.end();
      if (version == null || version != VERSION) {
        throw cursor.invalid("has version " + version + ", expected " + VERSION);
      }
      if (!found) {
        throw cursor.invalid("has no files");
      }
      return new IncrementalManifest(mode, List.copyOf(entries.values()));
    }

    private void member(String name) {
      switch (name) {
        case "version" -> version = cursor.optionalInteger(name);
        case "mode" -> mode = cursor.optionalString(name);
        case "files" -> {
          found = true;
          cursor.object(name, this::add);
        }
        default -> cursor.skip();
      }
    }

    private void add(String key) {
      Entry entry = entry(key.replace('\\', '/'));
      Entry other = entries.putIfAbsent(entry.file(), entry);
      if (other != null && !other.equals(entry)) {
        throw cursor.invalid(
            "file " + JsonText.of(key) + " is there twice: " + other + " and " + entry);
      }
    }

    private Entry entry(String file) {
      var draft =
          new Object() {
            private String hash;
            private Double mtimeMs;
            private Long size;
            private String bundle;
          };
      cursor.object(
          "entry of " + file,
          name -> {
            switch (name) {
              case "hash" -> draft.hash = cursor.optionalString(name);
              case "mtimeMs" -> draft.mtimeMs = cursor.optionalNumber(name);
              case "size" -> draft.size = cursor.optionalWholeNumber(name);
              case "bundle" -> draft.bundle = cursor.optionalString(name);
              default -> cursor.skip();
            }
          });
      if (draft.hash == null && draft.mtimeMs == null && draft.size == null) {
        throw cursor.invalid("file " + JsonText.of(file) + " has neither hash, mtimeMs nor size");
      }
      if (draft.bundle == null
          || !draft.bundle.matches("[\\w.-]+")
          || draft.bundle.matches("\\.+")) {
        throw cursor.invalid(
            "file " + JsonText.of(file) + " has no bundle of a plain name: " + draft.bundle);
      }
      return new Entry(file, draft.hash, draft.mtimeMs, draft.size, draft.bundle);
    }
  }
}
