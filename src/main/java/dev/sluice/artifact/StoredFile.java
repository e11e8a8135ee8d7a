package dev.sluice.artifact;

import com.github.luben.zstd.ZstdInputStream;
import dev.sluice.core.InvalidArtifactException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * The file that stands for {@code X}: X itself, else the newer of X.gz and X.zst, else the previous
 * good copy X.bak. A file that does not parse gives way to its previous good copy as well; that is
 * looked into only where there is such a copy, since it costs a pass over the file.
 */
final class StoredFile {
  private static final int BUFFER = 1 << 16;

  private StoredFile() {}

  static Optional<Path> find(Path file) {
    Optional<Path> stored =
        Files.isRegularFile(file)
            ? Optional.of(file)
            : newer(sibling(file, ".gz"), sibling(file, ".zst"));
    if (stored.isEmpty()) {
      return existing(sibling(file, ".bak"))
          .or(() -> existing(sibling(file, ".gz.bak")))
          .or(() -> existing(sibling(file, ".zst.bak")));
    }
    return stored.map(
        found -> existing(sibling(found, ".bak")).filter(bak -> !parses(found)).orElse(found));
  }

  private static boolean parses(Path file) {
    try {
      return JsonCursor.read(
          file,
          cursor -> {
            cursor.skipAll();
            return true;
          });
    } catch (InvalidArtifactException e) {
      return false;
    }
  }

  private static Optional<Path> newer(Path one, Path other) {
    if (Files.isRegularFile(one) && Files.isRegularFile(other)) {
      return Optional.of(modified(other).compareTo(modified(one)) > 0 ? other : one);
    }
    return existing(one).or(() -> existing(other));
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new InvalidArtifactException(file, "", "cannot be read: " + e.getMessage(), e);
    }
  }

  private static Optional<Path> existing(Path file) {
    return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
  }

  private static Path sibling(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  static boolean isZstd(Path file) {
    return plainName(file).endsWith(".zst");
  }

  private static String plainName(Path file) {
    return file.getFileName().toString().replaceFirst("\\.bak$", "");
  }

  /** Whether the library that reads {@code .zst} files is there. */
  static boolean knowsZstd() {
    try {
      return Zstd.CLASS.getName() != null;
    } catch (NoClassDefFoundError e) {
      return false;
    }
  }

  /** The content, decompressed as the name says. */
  static InputStream open(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    try {
      String name = plainName(file);
      if (name.endsWith(".gz")) {
        return new GZIPInputStream(raw, BUFFER);
      }
      return name.endsWith(".zst") ? new BufferedInputStream(zstd(raw), BUFFER) : raw;
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  private static InputStream zstd(InputStream raw) throws IOException {
    try {
      return Zstd.open(raw);
    } catch (NoClassDefFoundError e) {
      throw new IOException("a .zst artifact needs com.github.luben:zstd-jni on the class path", e);
    }
  }

  /** Apart, so that everything else links where the optional library is absent. */
  private static final class Zstd {
    static final Class<?> CLASS = ZstdInputStream.class;

    static InputStream open(InputStream raw) throws IOException {
      return new ZstdInputStream(raw);
    }
  }

  /** A few characters of the decompressed content around a byte offset, on one line. */
  static String preview(Path file, long offset) {
    try (InputStream in = open(file)) {
      in.skipNBytes(Math.max(0, offset - 30));
      String text = new String(in.readNBytes(60), StandardCharsets.UTF_8);
      return text.replaceAll("\\p{Cntrl}", " ").strip();
    } catch (IOException e) {
      return "";
    }
  }
}
