package dev.sluice.build;

import dev.sluice.core.BuildFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Whether a new database will fit before an hour is spent on finding out. */
final class FreeSpace {
  /** Databases took 3 to 4.2 times the bytes of the artifacts or bundles they were built from. */
  private static final int BYTES_PER_BYTE = 5;

  /** Text of this kind, compressed. */
  private static final int COMPRESSION = 6;

  private FreeSpace() {}

  /** An upper estimate of the size of a database, by the files that it is built from. */
  static long estimate(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return BYTES_PER_BYTE * files.filter(Files::isRegularFile).mapToLong(FreeSpace::text).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long text(Path file) {
    String name = file.toString();
    boolean compressed = name.endsWith(".gz") || name.endsWith(".zst");
    return file.toFile().length() * (compressed ? COMPRESSION : 1);
  }

  /** Looks at the file system the database is to lie on. */
  static void require(Path target, long estimate) {
    require(target, estimate, "make room, or write the database elsewhere with --out FILE");
  }

  /**
   * Looks at the file system a database lies on.
   *
   * @param remedy what to do if it has too little space
   */
  static void require(Path target, long estimate, String remedy) {
    Path folder = target.toAbsolutePath().getParent();
    try {
      require(target, estimate, Files.getFileStore(folder).getUsableSpace(), remedy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Compares.
   *
   * @throws BuildFailedException with both numbers
   */
  static void require(Path target, long estimate, long free, String remedy) {
    if (free < estimate) {
      throw new BuildFailedException(
          String.format(
              Locale.ROOT,
              "%s needs up to %,d KiB while it is built, and %,d KiB are free",
              target,
              estimate >> 10,
              free >> 10),
          "the disk is nearly full",
          remedy);
    }
  }
}
