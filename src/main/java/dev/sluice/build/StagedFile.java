package dev.sluice.build;

import dev.sluice.core.BuildFailedException;
import dev.sluice.core.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A file that is made beside its target and takes the target's place in one step. Until then the
 * target is as it was; if that never comes, {@link #close} or the end of the process removes it.
 */
final class StagedFile implements AutoCloseable {
  private static final String[] SIDECARS = {"", "-journal", "-wal", "-shm"};

  private final Path target;
  private final Path path;
  private final Thread atExit = new Thread(this::removeQuietly, "sluice-staged-file");

  /** Makes the target's folder if need be; the file itself is left to the builder. */
  StagedFile(Path target) {
    this.target = target.toAbsolutePath();
    this.path = this.target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createDirectories(this.target.getParent());
    } catch (IOException e) {
      throw failed(e);
    }
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  Path path() {
    return path;
  }

  /** Syncs the file and puts it in the target's place, durably. */
  void publish() {
    try {
      DurableFiles.sync(path);
      DurableFiles.replace(path, target, true);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    try {
      remove();
    } catch (IOException e) {
      throw failed(e);
    } finally {
      if (!Thread.currentThread().equals(atExit)) {
        removeHook();
      }
    }
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook does what there is to do.
      return;
    }
  }

  private void remove() throws IOException {
    for (String sidecar : SIDECARS) {
      Files.deleteIfExists(path.resolveSibling(path.getFileName() + sidecar));
    }
  }

  private void removeQuietly() {
    try {
      remove();
    } catch (IOException e) {
      System.err.println("sluice: could not remove " + path + ": " + e.getMessage());
    }
  }

  private BuildFailedException failed(IOException cause) {
    return new BuildFailedException(
        target + " cannot be written: " + cause.getMessage(),
        "the folder may not be written to, or the disk is full",
        "check the folder's permissions and free space, then build again",
        cause);
  }
}
