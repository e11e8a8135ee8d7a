package dev.sluice.producer;

import org.treesitter.TSParseState;

/**
 * How much work a parser may do for as far as it got. Text that parses takes about one step (100
 * parser operations) for 100 characters, and some behind the end; garbage takes several times that,
 * and each step takes longer. Counting steps rather than time keeps the result the same on every
 * machine.
 */
final class ParseBudget {
  private static final int FREE_STEPS = 400;
  private static final int CHARACTERS_PER_STEP = 40;
  private static final int MAX_STEPS = 50_000;

  private int steps;
  private int reached;

  /** Counts a step; true if it was one too many. */
  boolean isSpent(TSParseState state) {
    reached = Math.max(reached, state.getCurrentByteOffset() / 2);
    return ++steps > Math.min(MAX_STEPS, FREE_STEPS + reached / CHARACTERS_PER_STEP);
  }
}
