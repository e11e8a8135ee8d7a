package dev.sluice.retrieval.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What tells a file or folder from the one that was there before, or from itself before it was
 * written to.
 *
 * @param key the file's own, null where there is none
 * @param modified null where there is no file, or where writing to it does not matter
 */
record FileState(boolean exists, Object key, FileTime modified, long size) {
  static final FileState MISSING = new FileState(false, null, null, 0);

  static FileState of(Path path) {
    try {
      var attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return new FileState(
          true, attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
    } catch (IOException e) {
      return MISSING; // Whoever opens it says what is wrong.
    }
  }

  /** The same however often the file is written to, as long as it is not replaced. */
  FileState identity() {
    return key == null ? this : new FileState(exists, key, null, 0);
  }
}
