package dev.sluice.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HandoffTest {

  @Property(tries = 50)
  void everyItemArrivesInOrder(@ForAll @IntRange(max = 5_000) int count) {
    var taken = new ArrayList<Integer>();
    Handoff.<Integer>run(
        "test", items -> IntStream.range(0, count).forEach(items::accept), taken::add);
    assertEquals(IntStream.range(0, count).boxed().toList(), taken);
  }

  @Test
  void aFailureOfTheProducerIsThrownAndWhatItMadeBeforeMayBeDropped() {
    var failure = new IllegalArgumentException("bad record");
    var taken = new ArrayList<Integer>();
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Handoff.<Integer>run(
                    "test",
                    items -> {
                      items.accept(1);
                      throw failure;
                    },
                    taken::add));
    assertSame(failure, thrown);
    assertTrue(List.of(List.of(), List.of(1)).contains(taken));
  }

  @Test
  void aFailureOfTheConsumerStopsAProducerThatWouldGoOnForever() {
    var producing = new AtomicReference<Thread>();
    var failure = new IllegalStateException("disk full");
    var thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                Handoff.<Integer>run(
                    "test",
                    items -> {
                      producing.set(Thread.currentThread());
                      for (int i = 0; ; i++) {
                        items.accept(i);
                      }
                    },
                    item -> {
                      throw failure;
                    }));
    assertSame(failure, thrown);
    assertEquals(Thread.State.TERMINATED, producing.get().getState());
  }

  @Test
  void aSlowConsumerHoldsTheProducerBack() {
    var made = new AtomicInteger();
    var taken = new AtomicInteger();
    var furthestAhead = new AtomicInteger();
    Handoff.<Integer>run(
        "test",
        items -> {
          for (int i = 0; i < 100_000; i++) {
            items.accept(i);
            made.incrementAndGet();
          }
        },
        item -> furthestAhead.accumulateAndGet(made.get() - taken.getAndIncrement(), Math::max));
    assertTrue(furthestAhead.get() < 2_000, furthestAhead + " items in between");
  }
}
