package dev.sluice.core;

import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Tells a path that names nothing from one that may not be looked at. */
public final class MissingPath {
  private MissingPath() {}

  /**
   * Whether looking at a path failed because there is nothing: no such entry, or a file where one
   * of its folders would be. What the latter is called differs between releases of Java.
   */
  public static boolean isCause(FileSystemException failure, Path path) {
    return failure instanceof NoSuchFileException || isBelowFile(path);
  }

  private static boolean isBelowFile(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    while (folder != null && !Files.isRegularFile(folder)) {
      folder = folder.getParent();
    }
    return folder != null;
  }
}
