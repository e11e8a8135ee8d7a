package dev.sluice.core;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
    String names = stagedNames(absolute);
    if (!Files.exists(absolute)) {
      List<Path> aside = matching(absolute.getParent(), names + ASIDE);
      if (!aside.isEmpty()) {
        Files.move(aside.get(0), absolute, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    removeMatching(absolute.getParent(), names + "*");
  }

  /** What killed processes left beside the target, or running ones are making there, by name. */
  public static List<Path> leftovers(Path target) throws IOException {
    Path absolute = target.toAbsolutePath();
    return matching(absolute.getParent(), stagedNames(absolute) + "*");
  }

  private static String stagedNames(Path target) {
    return "." + target.getFileName() + "." + "?".repeat(36);
  }

  private static List<Path> matching(Path folder, String names) throws IOException {
    var found = new ArrayList<Path>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, names)) {
        stream.forEach(found::add);
      }
    }
    Collections.sort(found);
    return found;
  }

  private static void removeMatching(Path folder, String names) throws IOException {
    for (Path leftover : matching(folder, names)) {
      DurableFiles.deleteTree(leftover);
    }
  }
}
