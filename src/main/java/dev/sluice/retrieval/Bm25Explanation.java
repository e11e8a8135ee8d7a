package dev.sluice.retrieval;

import java.util.List;

/**
 * Why a chunk has its BM25 score: the contributions of the terms, summed and multiplied by the
 * weight, are the score.
 *
 * @param length tokens in the chunk
 * @param averageLength mean tokens per chunk
 * @param weight the chunk's rank multiplier
 * @param terms the query's terms that the chunk contains, in the order of the query
 */
public record Bm25Explanation(
    int length, double averageLength, double weight, List<TermContribution> terms) {

  /**
   * One term's part.
   *
   * @param queryFrequency how often the query has the term
   * @param frequency how often the chunk has it
   * @param documentFrequency how many chunks have it
   * @param contribution before the weight
   */
  public record TermContribution(
      String term,
      int queryFrequency,
      int frequency,
      int documentFrequency,
      double idf,
      double contribution) {}
}
