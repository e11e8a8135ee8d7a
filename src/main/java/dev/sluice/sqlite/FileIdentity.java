package dev.sluice.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Which file a path names, so that a file put in the place of another is told from it. Where the
 * platform has no file keys, time of creation and size stand in.
 */
record FileIdentity(Object key) {
  static FileIdentity of(Path file) throws IOException {
    var attributes = Files.readAttributes(file, BasicFileAttributes.class);
    Object key = attributes.fileKey();
    return new FileIdentity(
        key != null ? key : attributes.creationTime() + " " + attributes.size());
  }
}
