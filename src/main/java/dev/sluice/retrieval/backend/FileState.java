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
 * @param modified null where there is no file
 */
record FileState(Object key, FileTime modified, long size) {
  private static final FileState MISSING = new FileState(null, null, 0);

  static FileState of(Path path) {
    // A look at a missing file by its attributes costs an exception, and most roots lack something.
    if (!path.toFile().exists()) {
      return MISSING;
    }
    try {
      var attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return new FileState(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
    } catch (IOException e) {
      return MISSING; // Whoever opens it says what is wrong.
    }
  }

  boolean exists() {
    return modified != null;
  }

  /** The same however often the file is written to, as long as it is not replaced. */
  FileState identity() {
    return key == null ? this : new FileState(key, null, 0);
  }
}
