package dev.sluice.sqlite.dao;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LadderTest {

  @Property
  void aBatchHoldsTheRestOrTheLargestStepAndIsPaddedToLessThanTwice(
      @ForAll @IntRange(min = 1, max = 100_000) int remaining) {
    int step = Ladder.step(remaining);
    assertTrue(step >= Math.min(remaining, Ladder.MAX_STEP));
    assertTrue(step < 2 * remaining);
  }

  @Test
  void thereAreAsManySizesAsSteps() {
    var steps = new HashSet<Integer>();
    for (int remaining = 1; remaining <= 3 * Ladder.MAX_STEP; remaining++) {
      steps.add(Ladder.step(remaining));
    }
    assertEquals(Ladder.STEPS, steps.size());
  }
}
