package dev.sluice.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Maps items on a few threads and delivers the results in order on the calling one. The number of
 * items in flight is bounded, so memory does not grow with the input.
 */
public final class OrderedWorkers {
  private OrderedWorkers() {}

  /**
   * Delivers the result of every item, in the order of the items.
   *
   * @param name of the threads
   * @param inFlight the most items that were begun and not delivered
   * @throws ExecutionException with what the first failing item, in order, threw; the others are
   *     abandoned
   */
  public static <T, R> void run(
      String name,
      int threads,
      int inFlight,
      List<T> items,
      Function<T, R> work,
      Consumer<R> deliver)
      throws ExecutionException, InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(threads, task -> daemon(name, task));
    try {
      Deque<Future<R>> ahead = new ArrayDeque<>();
      Iterator<T> remaining = items.iterator();
      while (remaining.hasNext() || !ahead.isEmpty()) {
        while (remaining.hasNext() && ahead.size() < inFlight) {
          T item = remaining.next();
          ahead.add(executor.submit(() -> work.apply(item)));
        }
        deliver.accept(ahead.remove().get());
      }
    } finally {
      executor.shutdownNow();
      executor.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  private static Thread daemon(String name, Runnable task) {
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
