package dev.sluice.sqlite;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/**
 * Tells one state of a database file from every other: by size, time of change to the nanosecond
 * where the platform has it, and the change counter and the version it is valid for in the header,
 * which every writer of SQLite counts up.
 */
public final class FileStamp {
  private static final int CHANGE_COUNTER = 24;
  private static final int VALID_FOR = 92;
  private static final int HEADER_BYTES = 100;

  private FileStamp() {}

  /** The stamp; an empty text if not all of the database is in the file. */
  public static String of(Path file) throws IOException {
    Path log = Connections.sibling(file, Connections.LOG);
    if (Files.exists(log) && Files.size(log) > 0) {
      return "";
    }
    byte[] header = new byte[HEADER_BYTES];
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      in.readFully(header);
    }
    var fields = ByteBuffer.wrap(header);
    var attributes = Files.readAttributes(file, BasicFileAttributes.class);
    Instant changed = attributes.lastModifiedTime().toInstant();
    return "%d-%d.%09d-%d-%d"
        .formatted(
            attributes.size(),
            changed.getEpochSecond(),
            changed.getNano(),
            fields.getInt(CHANGE_COUNTER),
            fields.getInt(VALID_FOR));
  }
}
