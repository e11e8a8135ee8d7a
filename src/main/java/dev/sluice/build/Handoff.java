package dev.sluice.build;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/**
 * One thread makes items, another takes them, with a bounded number between the two, so memory
 * stays flat however long the source is. A failure on either side stops both.
 *
 * @param <T> the items
 */
final class Handoff<T> {
  /** Items go over in batches, because waking a thread for each costs more than the item. */
  private static final int BATCH = 64;

  private static final int BATCHES = 16;

  private final BlockingQueue<List<T>> queue = new ArrayBlockingQueue<>(BATCHES);
  private List<T> batch = new ArrayList<>(BATCH);
  private volatile Throwable producerFailure;

  /** Makes items; called on its own thread. */
  interface Producer<T> {
    void produce(Consumer<T> items);
  }

  private Handoff() {}

  /**
   * Runs the producer on a thread of its own and the consumer on this one, until the last item is
   * consumed. What either throws is thrown here, and the other has stopped by then.
   */
  static <T> void run(String threadName, Producer<T> producer, Consumer<T> consumer) {
    var handoff = new Handoff<T>();
    var thread = new Thread(() -> handoff.produce(producer), threadName);
    thread.setDaemon(true);
    thread.start();
    try {
      handoff.consume(consumer);
    } finally {
      thread.interrupt();
      joinUninterruptibly(thread);
    }
    handoff.rethrow();
  }

  private void produce(Producer<T> producer) {
    try {
      producer.produce(this::put);
    } catch (Stopped e) {
      return; // The consumer failed and tells why.
    } catch (RuntimeException | Error e) {
      producerFailure = e;
    }
    try {
      hand(batch);
      hand(List.of());
    } catch (Stopped e) {
      return; // As above.
    }
  }

  private void put(T item) {
    batch.add(item);
    if (batch.size() == BATCH) {
      hand(batch);
      batch = new ArrayList<>(BATCH);
    }
  }

  private void hand(List<T> items) {
    try {
      queue.put(items);
    } catch (InterruptedException e) {
      throw new Stopped(e);
    }
  }

  private void consume(Consumer<T> consumer) {
    try {
      boolean last = false;
      while (!last) {
        List<T> items = queue.take();
        last = items.isEmpty();
        if (producerFailure == null) {
          items.forEach(consumer);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while building", e);
    }
  }

  private void rethrow() {
    if (producerFailure instanceof RuntimeException e) {
      throw e;
    }
    if (producerFailure instanceof Error e) {
      throw e;
    }
  }

  static void joinUninterruptibly(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the producer when nobody takes its items any more. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped(InterruptedException cause) {
      super(cause);
    }
  }
}
