package dev.sluice.retrieval;

import dev.sluice.core.DocIdBits;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * Sums by doc id. Empty again after {@link #take}. One flat array, because through pages each
 * addition took twice as long; ids beyond what an index of any sensible size has are kept aside, so
 * that one huge id costs no huge array.
 */
final class ScoreSums {
  private static final int BLOCK_SHIFT = 6;
  private static final int BLOCK = 1 << BLOCK_SHIFT;
  private static final int INITIAL_IDS = 1 << 14;
  private static final int MAX_IDS = 1 << 22;

  private double[] sums = new double[INITIAL_IDS];

  /** Not 0 where one of 64 sums was added to. */
  private byte[] added = new byte[INITIAL_IDS >> BLOCK_SHIFT];

  private final TreeMap<Integer, Double> beyond = new TreeMap<>();

  /** The ids that were added to, ascending, and their sums. */
  record Scored(int[] docIds, double[] scores) {}

  /** Adds to the sum of an id. A sum of 0 is as good as none. */
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
    int length = Math.min(MAX_IDS, Integer.highestOneBit(docId) << 1);
    sums = Arrays.copyOf(sums, length);
    added = Arrays.copyOf(added, length >> BLOCK_SHIFT);
    add(docId, score);
  }

  /**
   * The sums, which are then forgotten.
   *
   * @param allowed which ids to tell of; asked once for each id
   */
  Scored take(IntPredicate allowed) {
    double[] all = sums;
    int[] docIds = new int[blocks() * BLOCK + beyond.size()];
    int taken = 0;
    for (int block = 0; block < added.length; block++) {
      int end = added[block] == 0 ? 0 : (block + 1) << BLOCK_SHIFT;
      for (int docId = block << BLOCK_SHIFT; docId < end; docId++) {
        if (all[docId] != 0 && allowed.test(docId)) {
          docIds[taken++] = docId;
        }
      }
    }
    double[] scores = new double[taken + beyond.size()];
    for (int slot = 0; slot < taken; slot++) {
      scores[slot] = all[docIds[slot]];
    }
    clear();
    for (var sum : beyond.entrySet()) {
      if (allowed.test(sum.getKey())) {
        docIds[taken] = sum.getKey();
        scores[taken++] = sum.getValue();
      }
    }
    beyond.clear();
    return new Scored(
        Arrays.copyOf(docIds, taken),
        taken == scores.length ? scores : Arrays.copyOf(scores, taken));
  }

  private void clear() {
    for (int block = 0; block < added.length; block++) {
      if (added[block] != 0) {
        added[block] = 0;
        Arrays.fill(sums, block << BLOCK_SHIFT, (block + 1) << BLOCK_SHIFT, 0);
      }
    }
  }

  private int blocks() {
    int blocks = 0;
    for (byte block : added) {
      blocks += block;
    }
    return blocks;
  }
}
