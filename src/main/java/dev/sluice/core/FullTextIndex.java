package dev.sluice.core;

import java.util.List;

/** The full-text question, for stores that have a full-text index. */
public interface FullTextIndex {

  /**
   * The chunks that contain every term, best first by BM25 over weighted columns times the chunk's
   * weight; of equal scores the lower doc id first.
   *
   * @param terms words; letters, digits and {@code _} only
   * @param weights one for each full-text column
   * @param limit how many chunks at most, at least 1
   */
  List<ScoredDoc> fullText(List<String> terms, FullTextWeights weights, int limit);
}
