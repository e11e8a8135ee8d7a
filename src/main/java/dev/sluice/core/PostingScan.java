package dev.sluice.core;

import java.util.Arrays;
import java.util.Optional;

/** Is shown the postings of some tokens, see {@link IndexReader#scanPostings}. */
@FunctionalInterface
public interface PostingScan {
  /**
   * Comes first, and once.
   *
   * @param documentFrequencies how long the list of each token is, parallel to those asked for
   * @param greatestWeight no chunk on these lists has a greater one; infinite where that is unknown
   */
  default void begin(int[] documentFrequencies, double greatestWeight) {}

  /**
   * Every posting shown from here on is of this token.
   *
   * @param index of the token among those asked for
   * @param documentFrequency how long its list is; a token without one is not shown
   * @return the chunks whose postings are wanted, ascending, or empty for all; others may come too
   */
  default Optional<int[]> token(int index, int documentFrequency) {
    return Optional.empty();
  }

  /**
   * A chunk that contains the token. Of ids on the list that have no chunk nothing is shown.
   *
   * @param frequency how often, at least 1
   * @param length number of tokens of the chunk; 0 if unknown
   * @param weight rank multiplier of the chunk
   */
  void posting(int docId, int frequency, int length, double weight);

  /**
   * The order in which lists are shown: from the shortest on, of equal ones in the order asked for.
   *
   * @return indexes, without those of empty lists
   */
  static int[] shortestFirst(int[] documentFrequencies) {
    long[] keys = new long[documentFrequencies.length];
    int lists = 0;
    for (int index = 0; index < documentFrequencies.length; index++) {
      if (documentFrequencies[index] > 0) {
        keys[lists++] = (long) documentFrequencies[index] << Integer.SIZE | index;
      }
    }
    Arrays.sort(keys, 0, lists);
    int[] order = new int[lists];
    for (int i = 0; i < lists; i++) {
      order[i] = (int) keys[i];
    }
    return order;
  }
}
