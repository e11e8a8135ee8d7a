package dev.sluice.lmdb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a store holds of every chunk in arrays by doc id: weights, lengths, and chunks by file. */
final class DocArrays {
  private static final int UNKNOWN_LENGTH = -1;

  private double[] weights = {};
  private int[] lengths = {};
  private final Map<String, List<Integer>> byFile = new LinkedHashMap<>();
  private int chunkEnd;
  private int lengthEnd;

  /**
   * Notes a chunk.
   *
   * @param file null for none
   * @param weight null for 1
   */
  void chunk(int docId, String file, Double weight) {
    if (docId >= weights.length) {
      int known = weights.length;
      weights = Arrays.copyOf(weights, capacity(docId));
      Arrays.fill(weights, known, weights.length, Double.NaN);
    }
    weights[docId] = weight == null || weight.isNaN() ? 1 : weight;
    chunkEnd = Math.max(chunkEnd, docId + 1);
    if (file != null) {
      byFile.computeIfAbsent(file, f -> new ArrayList<>()).add(docId);
    }
  }

  void length(int docId, int length) {
    if (docId >= lengths.length) {
      int known = lengths.length;
      lengths = Arrays.copyOf(lengths, capacity(docId));
      Arrays.fill(lengths, known, lengths.length, UNKNOWN_LENGTH);
    }
    lengths[docId] = length;
    lengthEnd = Math.max(lengthEnd, docId + 1);
  }

  private static int capacity(int docId) {
    return (int) Math.min(Integer.MAX_VALUE - 8L, 2L * docId + 1024);
  }

  RecordBuffer weights(RecordBuffer out) {
    for (int docId = 0; docId < chunkEnd; docId++) {
      out.putDouble(weights[docId]);
    }
    return out;
  }

  RecordBuffer lengths(RecordBuffer out) {
    for (int docId = 0; docId < lengthEnd; docId++) {
      out.putInt(lengths[docId]);
    }
    return out;
  }

  RecordBuffer stats(RecordBuffer out) {
    long total = 0;
    int count = 0;
    for (int docId = 0; docId < lengthEnd; docId++) {
      if (lengths[docId] != UNKNOWN_LENGTH) {
        total += lengths[docId];
        count++;
      }
    }
    return out.putDouble(count == 0 ? 0 : (double) total / count).putInt(count);
  }

  /** Doc ids of the chunks of each file, ascending. */
  Map<String, int[]> byFile() {
    var docIds = new LinkedHashMap<String, int[]>();
    byFile.forEach(
        (file, ids) ->
            docIds.put(file, ids.stream().mapToInt(Integer::intValue).sorted().toArray()));
    return docIds;
  }
}
