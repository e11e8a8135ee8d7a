package dev.sluice.build;

import dev.sluice.core.DurableFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Makes a file durable while it is validated: one waits for the disk, the other for memory. */
final class BackgroundSync implements AutoCloseable {
  private final FutureTask<Void> task;
  private final Thread thread;

  BackgroundSync(Path file) {
    task =
        new FutureTask<>(
            () ->
                BuildPhase.of(
                    "sync",
                    file,
                    () -> {
                      DurableFiles.sync(file);
                      return null;
                    }));
    thread = new Thread(task, "sluice-sync");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Waits until the file is durable.
   *
   * @throws IOException if it cannot be made so
   */
  void await() throws IOException {
    try {
      task.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the file was synced", e);
    }
  }

  /** Waits for the thread, so that nobody holds a file that may be removed. */
  @Override
  public void close() {
    Handoff.joinUninterruptibly(thread);
  }
}
