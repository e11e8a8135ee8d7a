package dev.sluice.core;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * The name of a file or folder that is made beside its target before it takes the target's place:
 * {@code .<target>.<uuid>}, and for what SQLite keeps beside a database that name and a suffix.
 * {@link #close}, or the end of the process, removes what is there under these names; what a killed
 * process left, {@link #removeLeftovers} does.
 */
public final class StagedPath implements AutoCloseable {
  private static final String ASIDE = ".old";

  /** While a process ends its other threads still run, and may add to a folder being removed. */
  private static final int ATTEMPTS_AT_EXIT = 5;

  private final Path path;
  private final Thread atExit = new Thread(this::removeAtExit, "sluice-staged-path");

  private StagedPath(Path path) {
    this.path = path;
  }

  /** A new name beside the target, whose folder is made if need be. */
  public static StagedPath beside(Path target) throws IOException {
    Path absolute = target.toAbsolutePath();
    Files.createDirectories(absolute.getParent());
    var staged =
        new StagedPath(
            absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID()));
    Runtime.getRuntime().addShutdownHook(staged.atExit);
    return staged;
  }

  public Path path() {
    return path;
  }

  /** Where the target goes while it is replaced, if that takes two steps. */
  public Path aside() {
    return path.resolveSibling(path.getFileName() + ASIDE);
  }

  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // The process is ending, and the hook does what there is to do.
    }
    remove();
  }

  private void remove() throws IOException {
    removeMatching(path.getParent(), path.getFileName() + "*");
  }

  private void removeAtExit() {
    for (int attempt = 1; ; attempt++) {
      try {
        remove();
        return;
      } catch (IOException e) {
        if (attempt == ATTEMPTS_AT_EXIT) {
          System.err.println("sluice: could not remove " + path + ": " + e.getMessage());
          return;
        }
      }
    }
  }

  /**
   * Removes what killed processes left beside the target, and puts back a target that one of them
   * had put aside. For whoever holds the {@link RootLock}: nobody else is making anything there.
   */
  public static void removeLeftovers(Path target) throws IOException {
    Path absolute = target.toAbsolutePath();
    if (!Files.isDirectory(absolute.getParent())) {
      return;
    }
    String names = "." + absolute.getFileName() + "." + "?".repeat(36);
    if (!Files.exists(absolute)) {
      try (DirectoryStream<Path> aside =
          Files.newDirectoryStream(absolute.getParent(), names + ASIDE)) {
        var first = aside.iterator();
        if (first.hasNext()) {
          Files.move(first.next(), absolute, StandardCopyOption.ATOMIC_MOVE);
        }
      }
    }
    removeMatching(absolute.getParent(), names + "*");
  }

  private static void removeMatching(Path folder, String names) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> matching = Files.newDirectoryStream(folder, names)) {
      for (Path leftover : matching) {
        DurableFiles.deleteTree(leftover);
      }
    }
  }
}
