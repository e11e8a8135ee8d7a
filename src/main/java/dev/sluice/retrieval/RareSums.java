package dev.sluice.retrieval;

import dev.sluice.core.DocIdBits;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Sums by doc id where few ids are added to. What is added is noted in its order and added up in
 * the end, when it is known how much there is: a hash table for just that stays in the caches
 * nearest to the processor, however large the index is. To look ids up as they come took a third
 * longer.
 */
final class RareSums {
  private static final int INITIAL_ADDITIONS = 1 << 10;

  /**
   * Places for each addition: with half as many, more ids want the same one, and nobody can predict
   * which.
   */
  private static final int PLACES = 4;

  private static final int NOWHERE = -1;

  /** Fibonacci hashing (Knuth, volume 3, 6.4): ids that follow one another come to lie apart. */
  private static final int MULTIPLIER = 0x9E3779B9;

  private int[] docIds = new int[INITIAL_ADDITIONS];
  private double[] scores = new double[INITIAL_ADDITIONS];
  private int size;

  /** Open addressing: where the sum of an id is, or {@link #NOWHERE}. */
  private int[] table = {};

  void add(int docId, double score) {
    if (size == docIds.length) {
      reserve(size + 1);
    }
    docIds[size] = docId;
    scores[size++] = score;
  }

  /** Makes room for so many additions altogether. */
  void reserve(int additions) {
    if (additions > docIds.length) {
      int capacity = Math.max(additions, 2 * docIds.length);
      docIds = Arrays.copyOf(docIds, capacity);
      scores = Arrays.copyOf(scores, capacity);
    }
  }

  /** Adds the scores of each id up, in their order, so that ids do not repeat. */
  private void addUp() {
    if (size == 0 || isAscending()) {
      return; // One list: nothing to add.
    }
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(PLACES * size - 1);
    int places = 1 << bits;
    if (table.length < places) {
      table = new int[places];
    }
    Arrays.fill(table, 0, places, NOWHERE);
    int sums = 0;
    for (int i = 0; i < size; i++) {
      int docId = docIds[i];
      int place = (docId * MULTIPLIER) >>> (Integer.SIZE - bits);
      while (table[place] != NOWHERE && docIds[table[place]] != docId) {
        place = (place + 1) & (places - 1);
      }
      if (table[place] == NOWHERE) {
        DocIdBits.requireDocId(docId);
        table[place] = sums;
        docIds[sums] = docId;
        scores[sums++] = scores[i];
      } else {
        scores[table[place]] += scores[i];
      }
    }
    size = sums;
  }

  private boolean isAscending() {
    DocIdBits.requireDocId(docIds[0]);
    for (int i = 1; i < size; i++) {
      if (docIds[i] <= docIds[i - 1]) {
        return false;
      }
    }
    return true;
  }

  /** Offers the ids that were added to. */
  void offer(TopDocs top, IntPredicate allowed) {
    addUp();
    for (int i = 0; i < size; i++) {
      ScoreSums.offer(docIds[i], scores[i], top, allowed);
    }
  }

  /** Forgets all sums that are less; the ids of the others, ascending. */
  int[] keepFrom(double least) {
    addUp();
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (scores[i] >= least) {
        docIds[kept] = docIds[i];
        scores[kept++] = scores[i];
      }
    }
    size = kept;
    int[] ids = Arrays.copyOf(docIds, kept);
    Arrays.sort(ids);
    return ids;
  }

  int size() {
    return size;
  }

  int docId(int i) {
    return docIds[i];
  }

  double score(int i) {
    return scores[i];
  }

  void clear() {
    size = 0;
  }
}
