package dev.sluice.core;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Renames that survive a crash, and removal of folders. */
public final class DurableFiles {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private DurableFiles() {}

  /**
   * Puts a file in the place of another, in one step.
   *
   * @param durable whether the step is to survive a power failure from now on
   */
  public static void replace(Path file, Path target, boolean durable) throws IOException {
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    if (durable) {
      syncFolder(target.toAbsolutePath().getParent());
    }
  }

  /**
   * Puts a synced folder in the place of another. Folders cannot be exchanged in one step: between
   * two renames the target is absent. If the second fails the first is undone.
   *
   * @param aside where the old folder goes before it is removed; must not exist
   */
  public static void replaceFolder(Path synced, Path target, Path aside) throws IOException {
    boolean replacing = Files.exists(target);
    if (replacing) {
      Files.move(target, aside, StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      Files.move(synced, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (replacing) {
        putBack(aside, target, e);
      }
      throw e;
    }
    syncFolder(target.toAbsolutePath().getParent());
    deleteTree(aside);
  }

  private static void putBack(Path aside, Path target, IOException failure) {
    try {
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Keeps a file under a name that nothing has, {@code <name>.bak}, {@code <name>.bak-2} and so on:
   * a hard link, which never takes the place of a file. To be called by one process at a time.
   *
   * @param kept what is linked
   * @param name what the backup is named after, on the same file system
   * @return the backup
   */
  public static Path keepBackup(Path kept, Path name) throws IOException {
    Path backup = Path.of(name + ".bak");
    for (int number = 2; Files.exists(backup, LinkOption.NOFOLLOW_LINKS); number++) {
      backup = Path.of(name + ".bak-" + number);
    }
    return Files.createLink(backup, kept);
  }

  /** Makes the content of a file durable. */
  public static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Makes renames in a folder durable, where the platform can do that. */
  public static void syncFolder(Path folder) throws IOException {
    if (POSIX) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Removes a folder and what is in it; links are removed, not followed. */
  public static void deleteTree(Path folder) throws IOException {
    try {
      Files.walkFileTree(folder, new Deleting());
    } catch (NoSuchFileException e) {
      if (!folder.toString().equals(e.getFile())) {
        throw e;
      }
    }
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
