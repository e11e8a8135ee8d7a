package dev.sluice.core;

import java.util.List;

/** The full-text questions, for stores that have a full-text index. */
public interface FullTextIndex {
  /** How many doc ids {@link #fullTextAmong} takes: as many as a statement is prepared for. */
  int MAX_AMONG = 512;

  /**
   * The chunks that contain every term, best first by BM25 over weighted columns times the chunk's
   * weight; of equal scores the lower doc id first.
   *
   * @param terms words; letters, digits and {@code _} only
   * @param weights one for each full-text column
   * @param limit how many chunks at most, at least 1
   */
  List<ScoredDoc> fullText(List<String> terms, FullTextWeights weights, int limit);

  /**
   * Those of some chunks that contain every term, with the scores they have in {@link #fullText},
   * in the same order.
   *
   * @param docIds at most {@link #MAX_AMONG}
   */
  List<ScoredDoc> fullTextAmong(DocIdSet docIds, List<String> terms, FullTextWeights weights);
}
