package dev.sluice.core;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * The right to write under an index root, held by one at a time. It is a lock of the operating
 * system on {@code .lock} in the root, so that it ends with its process, however that ends; the
 * file stays and holds the process id of whoever had it last. Readers do not need it.
 */
public final class RootLock implements AutoCloseable {
  private static final String NAME = ".lock";
  private static final long POLL_MILLIS = 50;

  private final Path file;
  private final FileChannel channel;

  private RootLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock, waiting for another writer for a while. Makes the root if need be.
   *
   * @throws StoreUnavailableException with {@link ErrorCode#BUSY} and the holder's process id
   * @throws BuildFailedException if the root cannot be written to
   */
  public static RootLock acquire(Path root, long patienceMillis) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    Path file = fileIn(root);
    try {
      while (true) {
        Files.createDirectories(root);
        RootLock lock = acquire(root, file, deadline);
        if (lock != null) {
          return lock;
        }
      }
    } catch (IOException e) {
      throw BuildFailedException.unwritable(root, e, "run the command again");
    }
  }

  /** Null if the file that was waited for is not the one that is there now. */
  private static RootLock acquire(Path root, Path file, long deadline) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean acquired = false;
    try {
      Object opened = identity(file);
      if (!lock(channel, deadline)) {
        throw busy(root, file);
      }
      if (opened == null || !opened.equals(identity(file))) {
        return null; // Its holder removed it, and others lock the one that came after it.
      }
      sign(channel);
      acquired = true;
      return new RootLock(file, channel);
    } finally {
      if (!acquired) {
        channel.close();
      }
    }
  }

  /** Which file that is; one that is gone is none. */
  private static Object identity(Path file) throws IOException {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return key == null ? "" : key;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** The file that is locked, which stays. */
  public static Path fileIn(Path root) {
    return root.resolve(NAME);
  }

  private static boolean lock(FileChannel channel, long deadline) throws IOException {
    while (true) {
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return true;
        }
      } catch (OverlappingFileLockException e) {
        // Held by another thread of this process: as busy as any other.
      }
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  private static void sign(FileChannel channel) throws IOException {
    channel.truncate(0);
    String process = ProcessHandle.current().pid() + "\n";
    channel.write(ByteBuffer.wrap(process.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  private static StoreUnavailableException busy(Path root, Path file) throws IOException {
    String holder = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    return new StoreUnavailableException(
        ErrorCode.BUSY,
        root + " is being written to" + (holder.isEmpty() ? "" : " by process " + holder),
        "another sluice builds or indexes there",
        "wait until it is done, or end it");
  }

  /** Removes the file while it is held: for whoever leaves nothing of Sluice in the root. */
  public void removeFile() throws IOException {
    Files.deleteIfExists(file);
  }

  /** Gives the lock back. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new BuildFailedException(
          "the lock of an index root cannot be released: " + e.getMessage(), "", "", e);
    }
  }
}
