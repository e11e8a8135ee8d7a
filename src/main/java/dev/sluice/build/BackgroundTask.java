package dev.sluice.build;

import dev.sluice.core.DurableFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Something done on a thread of its own while this one does something else: it waits for the disk,
 * or takes a core that would be idle.
 *
 * @param <T> what comes of it
 */
final class BackgroundTask<T> implements AutoCloseable {
  private final FutureTask<T> task;
  private final Thread thread;

  /** What is to be done. */
  interface Work<T> {
    T run() throws IOException;
  }

  BackgroundTask(String threadName, Work<T> work) {
    task = new FutureTask<>(work::run);
    thread = new Thread(task, threadName);
    thread.setDaemon(true);
    thread.start();
  }

  /** Makes a file durable. */
  static BackgroundTask<Void> sync(Path file) {
    return new BackgroundTask<>(
        "sluice-sync",
        () -> {
          BuildPhase.run("sync", file, () -> DurableFiles.sync(file));
          return null;
        });
  }

  /** Waits for what comes of it, or throws what it threw. */
  T await() throws IOException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + thread.getName(), e);
    }
  }

  /** Asks it to stop, whatever comes of it, and waits until it has. */
  void abandon() {
    thread.interrupt();
    close();
  }

  /** Waits for the thread, so that nobody holds a file that may be removed. */
  @Override
  public void close() {
    Handoff.joinUninterruptibly(thread);
  }
}
