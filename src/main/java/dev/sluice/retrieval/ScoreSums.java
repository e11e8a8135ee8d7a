package dev.sluice.retrieval;

import dev.sluice.core.DocIdBits;
import dev.sluice.core.ScoredDoc;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * Sums by doc id. One flat array, because through pages each addition took twice as long; ids
 * beyond what an index of any sensible size has are kept aside, so that one huge id costs no huge
 * array.
 */
final class ScoreSums {
  private static final int BLOCK_SHIFT = 6;
  private static final int BLOCK = 1 << BLOCK_SHIFT;
  private static final int INITIAL_IDS = 1 << 14;
  private static final int MAX_IDS = 1 << 22;

  /** A sum that nothing was added to: it becomes 0.0 if 0.0 is, and any other number stays it. */
  private static final double NONE = -0.0;

  private static final long NONE_BITS = Double.doubleToRawLongBits(NONE);

  private double[] sums = new double[INITIAL_IDS];

  /** Not 0 where one of 64 sums was added to. */
  private byte[] added = new byte[INITIAL_IDS >> BLOCK_SHIFT];

  private final TreeMap<Integer, Double> beyond = new TreeMap<>();

  ScoreSums() {
    Arrays.fill(sums, NONE);
  }

  void add(int docId, double score) {
    if (docId < 0 || docId >= sums.length) {
      addBeyond(docId, score);
      return;
    }
    sums[docId] += score;
    added[docId >> BLOCK_SHIFT] = 1;
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
    added = Arrays.copyOf(added, sums.length >> BLOCK_SHIFT);
    add(docId, score);
  }

  /**
   * The k best of the ids that were added to.
   *
   * @param allowed which may be among them
   */
  List<ScoredDoc> best(int k, IntPredicate allowed) {
    var top = new TopDocs(k);
    double[] all = sums;
    for (int block = 0; block < added.length; block++) {
      int end = added[block] == 0 ? 0 : (block + 1) << BLOCK_SHIFT;
      for (int docId = block << BLOCK_SHIFT; docId < end; docId++) {
        double sum = all[docId];
        // First what rules out most.
        if (!(sum < top.threshold())
            && Double.doubleToRawLongBits(sum) != NONE_BITS
            && allowed.test(docId)) {
          top.offer(docId, sum);
        }
      }
    }
    beyond.forEach(
        (docId, sum) -> {
          if (allowed.test(docId)) {
            top.offer(docId, sum);
          }
        });
    return top.bestFirst();
  }

  /** Forgets all sums. */
  void clear() {
    for (int block = 0; block < added.length; block++) {
      if (added[block] != 0) {
        added[block] = 0;
        Arrays.fill(sums, block << BLOCK_SHIFT, (block << BLOCK_SHIFT) + BLOCK, NONE);
      }
    }
    beyond.clear();
  }
}
