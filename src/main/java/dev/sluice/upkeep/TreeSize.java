package dev.sluice.upkeep;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** How many bytes the files in a folder have, links not followed. */
final class TreeSize extends SimpleFileVisitor<Path> {
  private long files;
  private long bytes;

  private TreeSize() {}

  /** Of a folder with all in it, or of one file. */
  static TreeSize of(Path folder) {
    try {
      var size = new TreeSize();
      Files.walkFileTree(folder, size);
      return size;
    } catch (IOException e) {
      throw new StoreUnavailableException(
          ErrorCode.UNREADABLE,
          folder + " cannot be read: " + e,
          "this user may not look into it",
          "check the permissions of the folder",
          e);
    }
  }

  long files() {
    return files;
  }

  long bytes() {
    return bytes;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    files++;
    bytes += attributes.size();
    return FileVisitResult.CONTINUE;
  }

  /** A file that a writer took away in the meantime has no bytes. */
  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    if (Files.exists(file)) {
      throw failure;
    }
    return FileVisitResult.CONTINUE;
  }
}
