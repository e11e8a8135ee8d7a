package dev.sluice.retrieval;

import dev.sluice.core.ChunkSummary;
import java.util.List;
import java.util.Optional;

/**
 * A chunk found.
 *
 * @param score comparable within one result only
 * @param parts one for each ranking that found the chunk; a single one with this score unless
 *     rankings were fused
 */
public record Hit(ChunkSummary summary, double score, List<Part> parts) {

  /**
   * What one ranking says of a chunk.
   *
   * @param rank from 1
   * @param score in the ranking's own scale
   * @param contribution what it adds to the hit's score
   * @param bm25 the terms behind a BM25 score; present only if an explanation was asked for
   * @param fullText the terms behind a full-text score; present only if an explanation was asked
   *     for
   */
  public record Part(
      Ranking ranking,
      int rank,
      double score,
      double contribution,
      Optional<Bm25Explanation> bm25,
      Optional<FullTextExplanation> fullText) {}
}
