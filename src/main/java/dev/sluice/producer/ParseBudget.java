package dev.sluice.producer;

import org.treesitter.TSParseState;

/**
 * How much work a parser may do for what it gets done. Text that parses takes about one step (100
 * parser operations) for 100 characters; garbage takes several times that, and each step takes
 * longer. Counting steps rather than time keeps the result the same on every machine.
 */
final class ParseBudget {
  /** What a mistake may cost before the parser is back on its feet. */
  private static final int MAX_DEBT = 400;

  private static final int CHARACTERS_PER_STEP = 40;
  private static final int MAX_STEPS = 50_000;

  private int steps;
  private double debt;
  private int reached;

  /** Counts a step; true if it was one too many. */
  boolean isSpent(TSParseState state) {
    int offset = state.getCurrentByteOffset() / 2;
    int progress = Math.max(0, offset - reached);
    reached += progress;
    debt = Math.max(0, debt + 1 - progress / (double) CHARACTERS_PER_STEP);
    return ++steps > MAX_STEPS || debt > MAX_DEBT;
  }
}
