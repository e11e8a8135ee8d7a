package dev.sluice.sqlite.dao;

/**
 * The sizes that IN lists come in. A list is cut into batches of the largest step and one rest,
 * which is padded to the next step by repeating its last element, so a bounded set of statements
 * serves lists of any size. Steps double, so padding at most doubles a batch, and SQLite looks a
 * repeated element up once.
 */
public final class Ladder {
  /** The largest batch. */
  public static final int MAX_STEP = 512;

  /** How many different batch sizes there are. */
  public static final int STEPS = Integer.numberOfTrailingZeros(MAX_STEP) + 1;

  private Ladder() {}

  /** The size of the batch for the given number of remaining elements, at least 1. */
  public static int step(int remaining) {
    if (remaining >= MAX_STEP) {
      return MAX_STEP;
    }
    int highest = Integer.highestOneBit(remaining);
    return highest == remaining ? remaining : highest << 1;
  }
}
