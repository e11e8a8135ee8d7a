package dev.sluice.core;

import java.util.function.IntUnaryOperator;

/** Looks ids up, one after the other, in a list of them. */
public final class AscendingIds {
  private AscendingIds() {}

  /**
   * The place of the first id that is not below one, by a search that doubles its steps, so that
   * places near {@code from} are found soon.
   *
   * @param idAt the id at each of {@code count} places, ascending
   * @param from no place before it is looked at
   * @return {@code count} if all are below it
   */
  public static int firstFrom(int id, IntUnaryOperator idAt, int from, int count) {
    int low = from;
    int step = 1;
    while (low + step < count && idAt.applyAsInt(low + step) < id) {
      low += step;
      step = Math.min(2 * step, count - low);
    }
    int high = Math.min(low + step, count);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (idAt.applyAsInt(middle) < id) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
