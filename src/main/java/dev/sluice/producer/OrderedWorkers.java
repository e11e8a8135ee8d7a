package dev.sluice.producer;

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
 * Maps items on a few threads and delivers the results in order on the calling one. At most {@link
 * #LOOK_AHEAD} results a thread wait for their turn, so memory does not grow with the input.
 */
final class OrderedWorkers {
  private static final int LOOK_AHEAD = 8;

  private OrderedWorkers() {}

  /**
   * @throws ExecutionException with what the first failing item, in order, threw; the others are
   *     abandoned
   */
  static <T, R> void run(int threads, List<T> items, Function<T, R> work, Consumer<R> deliver)
      throws ExecutionException, InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(threads, OrderedWorkers::daemon);
    try {
      Deque<Future<R>> ahead = new ArrayDeque<>();
      Iterator<T> remaining = items.iterator();
      while (remaining.hasNext() || !ahead.isEmpty()) {
        while (remaining.hasNext() && ahead.size() < threads * LOOK_AHEAD) {
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

  private static Thread daemon(Runnable task) {
    var thread = new Thread(task, "sluice-producer");
    thread.setDaemon(true);
    return thread;
  }
}
