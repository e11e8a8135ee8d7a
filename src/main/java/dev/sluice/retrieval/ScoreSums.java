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
  private static final int INITIAL_IDS = 1 << 14;
  private static final int MAX_IDS = 1 << 22;

  /** A sum that nothing was added to: it becomes 0.0 if 0.0 is, and any other number stays it. */
  private static final double NONE = -0.0;

  private static final long NONE_BITS = Double.doubleToRawLongBits(NONE);

  private double[] sums = new double[INITIAL_IDS];

  /**
   * A bit for each sum that was added to: to look at all 64 sums where one was made queries of rare
   * words slower with the size of the index.
   */
  private long[] added = new long[INITIAL_IDS / Long.SIZE];

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

  /**
   * The k best of the ids that were added to. Forgets all sums.
   *
   * @param allowed which may be among them
   */
  List<ScoredDoc> takeBest(int k, IntPredicate allowed) {
    var top = new TopDocs(k);
    double[] all = sums;
    for (int word = 0; word < added.length; word++) {
      for (long bits = added[word]; bits != 0; bits &= bits - 1) {
        int docId = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
        double sum = all[docId];
        all[docId] = NONE;
        // First what rules out most.
        if (!(sum < top.threshold())
            && Double.doubleToRawLongBits(sum) != NONE_BITS
            && allowed.test(docId)) {
          top.offer(docId, sum);
        }
      }
      added[word] = 0;
    }
    beyond.forEach(
        (docId, sum) -> {
          if (allowed.test(docId)) {
            top.offer(docId, sum);
          }
        });
    beyond.clear();
    return top.bestFirst();
  }
}
