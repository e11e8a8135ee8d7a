package dev.sluice.retrieval;

import dev.sluice.core.DocIdBits;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * Sums by doc id where many ids are added to. One flat array, because through pages each addition
 * took twice as long; ids beyond what an index of any sensible size has are kept aside, so that one
 * huge id costs no huge array.
 */
final class FlatSums {
  /** So many sums stay in the second cache of a processor, 128 KB of it. */
  static final int INITIAL_IDS = 1 << 14;

  private static final int INITIAL_KEPT = 64;
  private static final int MAX_IDS = 1 << 22;

  /** A sum that nothing was added to: it becomes 0.0 if 0.0 is, and any other number stays it. */
  private static final double NONE = -0.0;

  private double[] sums = new double[INITIAL_IDS];

  /**
   * A bit for each sum that was added to: to look at all 64 sums where one was made queries of rare
   * words slower with the size of the index.
   */
  private long[] added = new long[INITIAL_IDS / Long.SIZE];

  private final TreeMap<Integer, Double> beyond = new TreeMap<>();

  FlatSums() {
    Arrays.fill(sums, NONE);
  }

  void add(int docId, double score) {
    if (docId < 0 || docId >= sums.length) {
      addBeyond(docId, score);
      return;
    }
    sums[docId] += score;
    added[docId / Long.SIZE] |= 1L << docId;
  }

  private void addBeyond(int docId, double score) {
    DocIdBits.requireDocId(docId);
    if (docId >= MAX_IDS) {
      beyond.merge(docId, score, Double::sum);
      return;
    }
    int known = sums.length;
    sums = Arrays.copyOf(sums, Integer.highestOneBit(docId) << 1);
    Arrays.fill(sums, known, sums.length, NONE);
    added = Arrays.copyOf(added, sums.length / Long.SIZE);
    add(docId, score);
  }

  /** Offers the ids that were added to. */
  void offer(TopDocs top, IntPredicate allowed) {
    for (int word = 0; word < added.length; word++) {
      for (long bits = added[word]; bits != 0; bits &= bits - 1) {
        int docId = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
        ScoreSums.offer(docId, sums[docId], top, allowed);
      }
    }
    beyond.forEach((docId, sum) -> ScoreSums.offer(docId, sum, top, allowed));
  }

  /** Forgets all sums that are less; the ids of the others, ascending. */
  int[] keepFrom(double least) {
    int[] ids = new int[INITIAL_KEPT];
    int kept = 0;
    for (int word = 0; word < added.length; word++) {
      for (long bits = added[word]; bits != 0; bits &= bits - 1) {
        int docId = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
        if (sums[docId] >= least) {
          ids = kept == ids.length ? Arrays.copyOf(ids, 2 * kept) : ids;
          ids[kept++] = docId;
        } else {
          sums[docId] = NONE;
          added[word] &= ~(1L << docId);
        }
      }
    }
    beyond.values().removeIf(sum -> sum < least);
    ids = Arrays.copyOf(ids, kept + beyond.size());
    for (int docId : beyond.keySet()) {
      ids[kept++] = docId;
    }
    return ids;
  }

  /** Offers the ids that were added to, and forgets all sums. */
  void takeBest(TopDocs top, IntPredicate allowed) {
    double[] all = sums;
    for (int word = 0; word < added.length; word++) {
      for (long bits = added[word]; bits != 0; bits &= bits - 1) {
        int docId = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
        double sum = all[docId];
        all[docId] = NONE;
        ScoreSums.offer(docId, sum, top, allowed);
      }
      added[word] = 0;
    }
    beyond.forEach((docId, sum) -> ScoreSums.offer(docId, sum, top, allowed));
    beyond.clear();
  }
}
