package dev.sluice.artifact;

import dev.sluice.core.DenseMeta;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.InvalidArtifactException;
import dev.sluice.core.StoreUnavailableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The list of source files and their bundles, as read from {@code incremental/<mode>}.
 *
 * @param mode as the manifest says, or null
 * @param dense how the vectors in the bundles were made, or null if the manifest does not say
 * @param entries one for each path, in the order of the manifest
 * @param conflicts paths that the manifest has more than once, and not the same each time
 */
public record IncrementalManifest(
    String mode, DenseMeta dense, List<Entry> entries, List<Conflict> conflicts) {
  /**
   * The version of the manifest's format. 5 is the one PairOfCleats reads and writes; Sluice knows
   * no other.
   */
  static final int VERSION = 5;

  private static final Set<String> MEMBERS =
      Set.of("version", "mode", "bundleFormat", "embeddings", "files");

  /** The format of bundles that Sluice writes. */
  static final String JSON = "json";

  /**
   * A source file as it was when its bundle was written. At least one of hash, mtimeMs and size is
   * there.
   *
   * @param file repository-relative with {@code /} separators, whatever the manifest has
   * @param bundle the name of the bundle's file
   * @param checksum of the bundle as {@link BundleChecksum} makes it; null for none
   */
  public record Entry(
      String file, String hash, Double mtimeMs, Long size, String bundle, String checksum) {

    /** How much is said of the file. */
    private long known() {
      return Stream.of(hash, mtimeMs, size, checksum).filter(Objects::nonNull).count();
    }
  }

  /**
   * Keys that mean the same path and say different things of it.
   *
   * @param file the path
   * @param kept the entry that says most, of equals the first
   * @param others the rest
   */
  public record Conflict(String file, Entry kept, List<Entry> others) {}

  /** Its place in {@code incremental/<mode>}. */
  public static Path in(Path folder) {
    return folder.resolve("manifest.json");
  }

  /** The folder of the bundles themselves. */
  public static Path bundlesIn(Path folder) {
    return folder.resolve("files");
  }

  /**
   * Reads the manifest of one mode for an update, which must know what each file was.
   *
   * @param folder {@code incremental/<mode>}
   * @throws StoreUnavailableException if there is none
   * @throws InvalidArtifactException if it is of another version, an entry is incomplete, or two
   *     entries that differ are for the same path
   */
  public static IncrementalManifest read(Path folder) {
    IncrementalManifest manifest = resolve(folder);
    if (!manifest.conflicts.isEmpty()) {
      Conflict conflict = manifest.conflicts.get(0);
      throw new InvalidArtifactException(
          in(folder),
          "file " + JsonText.of(conflict.file),
          "is there twice: " + conflict.kept + " and " + conflict.others.get(0));
    }
    return manifest;
  }

  /**
   * Reads the manifest of one mode for a full build, which only has to know the bundles: of the
   * entries for one path the one that says most stays.
   *
   * @throws StoreUnavailableException if there is none
   * @throws InvalidArtifactException if it is of another version, or an entry is incomplete
   */
  public static IncrementalManifest resolve(Path folder) {
    Optional<Path> file = StoredFile.find(in(folder));
    return JsonCursor.read(
        file.orElseThrow(() -> missing(folder)), cursor -> new Reading(cursor).read());
  }

  /**
   * Whether there is a manifest as {@link BundleWriter} writes it; other programs say more in
   * theirs. False for one that cannot be read.
   */
  public static boolean isOfSluice(Path folder) {
    try {
      return present(folder)
          && JsonCursor.read(
              in(folder),
              cursor -> {
                boolean[] known = {true};
                cursor.object(
                    "manifest",
                    name -> {
                      known[0] &= MEMBERS.contains(name);
                      cursor.skip();
                    });
                return known[0];
              });
    } catch (InvalidArtifactException e) {
      return false;
    }
  }

  /** Whether there is a manifest. */
  public static boolean present(Path folder) {
    return StoredFile.find(in(folder)).isPresent();
  }

  private static StoreUnavailableException missing(Path folder) {
    return new StoreUnavailableException(
        ErrorCode.MISSING,
        in(folder) + " is missing",
        "no bundles were written there",
        "make them with: sluice index SOURCE_DIR");
  }

  private static final class Reading {
    /** Of a file in the folder itself. */
    private static final Pattern PLAIN_NAME = Pattern.compile("(?!\\.+$)[\\w.-]+");

    private final JsonCursor cursor;
    private final Map<String, List<Entry>> entries = new LinkedHashMap<>();
    private Integer version;
    private String mode;
    private DenseMeta dense;
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
      var kept = new ArrayList<Entry>();
      var conflicts = new ArrayList<Conflict>();
      entries.forEach((file, same) -> kept.add(keep(file, same, conflicts)));
      return new IncrementalManifest(mode, dense, List.copyOf(kept), List.copyOf(conflicts));
    }

    private static Entry keep(String file, List<Entry> same, List<Conflict> conflicts) {
      if (same.size() == 1) {
        return same.get(0);
      }
      long most = same.stream().mapToLong(Entry::known).max().orElseThrow();
      Entry kept = same.stream().filter(entry -> entry.known() == most).findFirst().orElseThrow();
      List<Entry> others = same.stream().filter(entry -> !entry.equals(kept)).toList();
      if (!others.isEmpty()) {
        conflicts.add(new Conflict(file, kept, others));
      }
      return kept;
    }

    private void member(String name) {
      switch (name) {
        case "version" -> version = cursor.optionalInteger(name);
        case "mode" -> mode = cursor.optionalString(name);
        case "embeddings" -> dense = cursor.isNull() ? null : ByDocId.meta(cursor);
        case "files" -> {
          found = true;
          cursor.object(name, this::add);
        }
        default -> cursor.skip();
      }
    }

    private void add(String key) {
      Entry entry = entry(key.replace('\\', '/'));
      entries.merge(entry.file(), List.of(entry), Reading::joined);
    }

    private static List<Entry> joined(List<Entry> some, List<Entry> others) {
      return Stream.concat(some.stream(), others.stream()).toList();
    }

    private Entry entry(String file) {
      var draft =
          new Object() {
            private String hash;
            private Double mtimeMs;
            private Long size;
            private String bundle;
            private String checksum;
          };
      cursor.object(
          "entry of " + file,
          name -> {
            switch (name) {
              case "hash" -> draft.hash = cursor.optionalString(name);
              case "mtimeMs" -> draft.mtimeMs = cursor.optionalNumber(name);
              case "size" -> draft.size = cursor.optionalWholeNumber(name);
              case "bundle" -> draft.bundle = cursor.optionalString(name);
              case "bundleChecksum" -> draft.checksum = cursor.optionalString(name);
              default -> cursor.skip();
            }
          });
      if (draft.hash == null && draft.mtimeMs == null && draft.size == null) {
        throw cursor.invalid("file " + JsonText.of(file) + " has neither hash, mtimeMs nor size");
      }
      if (draft.bundle == null || !PLAIN_NAME.matcher(draft.bundle).matches()) {
        throw cursor.invalid(
            "file " + JsonText.of(file) + " has no bundle of a plain name: " + draft.bundle);
      }
      return new Entry(file, draft.hash, draft.mtimeMs, draft.size, draft.bundle, draft.checksum);
    }
  }
}
