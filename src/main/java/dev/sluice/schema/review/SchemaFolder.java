package dev.sluice.schema.review;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.SluiceException;
import dev.sluice.core.StoreUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A schema folder as it was read, from a directory or from git: {@code tables/*.sql}, {@code
 * indexes/*.sql} and {@code version}.
 *
 * @param name for messages, for example {@code schema} or {@code git:main}
 * @param shownAs the folder's path as messages name the files in it
 * @param files content by path inside the folder, with {@code /}; may hold other files too
 */
public record SchemaFolder(String name, String shownAs, Map<String, byte[]> files) {
  static final String VERSION = "version";
  static final String LOCK = "catalog.lock";

  /**
   * Reads a directory.
   *
   * @throws StoreUnavailableException if it is not there or cannot be read
   */
  public static SchemaFolder read(Path directory) {
    var files = new TreeMap<String, byte[]>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String inside = directory.relativize(path).toString().replace('\\', '/');
        files.put(inside, Files.readAllBytes(path));
      }
    } catch (IOException e) {
      throw new StoreUnavailableException(
          ErrorCode.MISSING,
          directory + " cannot be read: " + e,
          "there is no schema folder",
          "name the folder with --schema, or run this where it is",
          e);
    }
    String shownAs = directory.normalize().toString().replace('\\', '/');
    return new SchemaFolder(directory.toString(), shownAs, files);
  }

  /** What the files declare. */
  public SchemaSource parse() {
    var sources =
        files.keySet().stream().filter(path -> path.endsWith(".sql")).map(this::source).toList();
    return SchemaSource.of(this, version(), sources);
  }

  /** The number in {@code version}. */
  private int version() {
    if (!files.containsKey(VERSION)) {
      throw invalid(VERSION, "is missing", "write the number of the version into it");
    }
    String text = text(VERSION).strip();
    try {
      int version = Integer.parseInt(text);
      if (version > 0) {
        return version;
      }
    } catch (NumberFormatException e) {
      // Reported below, together with numbers that are none of a version.
    }
    throw invalid(
        VERSION, "holds '" + text + "', not a version", "write a positive number into it");
  }

  /** The text of a file, or empty if there is none. */
  String text(String path) {
    byte[] content = files.getOrDefault(path, new byte[0]);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw invalid(path, "is not UTF-8", "save it as UTF-8");
    }
  }

  /** A file's path as messages name it. */
  String shown(String path) {
    return shownAs.isEmpty() ? path : shownAs + "/" + path;
  }

  private SourceFile source(String path) {
    if (!path.matches("(tables|indexes)/[^/]+")) {
      throw invalid(path, "is in neither tables/ nor indexes/", "move the file or remove it");
    }
    return new SourceFile(path, shown(path), text(path));
  }

  private SluiceException invalid(String path, String reason, String remedy) {
    return new InvalidSchemaException(new Location(shown(path), 1), reason, remedy);
  }
}
