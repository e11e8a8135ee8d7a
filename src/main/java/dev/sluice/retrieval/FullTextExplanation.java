package dev.sluice.retrieval;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Why a chunk has its full-text score: the contributions add up to it.
 *
 * @param terms those that count, in the order of the query: its words, then the identifiers that
 *     are written otherwise
 */
public record FullTextExplanation(List<TermContribution> terms) {

  /**
   * One term's part.
   *
   * @param contribution times the chunk's weight
   */
  public record TermContribution(String term, double contribution) {}

  /**
   * Takes together what the terms add to one chunk.
   *
   * @param parts by doc id, parallel to {@code terms}
   */
  static FullTextExplanation of(int docId, List<String> terms, List<Map<Integer, Double>> parts) {
    var contributions = new ArrayList<TermContribution>();
    for (int term = 0; term < terms.size(); term++) {
      Double part = parts.get(term).get(docId);
      if (part != null) {
        contributions.add(new TermContribution(terms.get(term), part));
      }
    }
    return new FullTextExplanation(List.copyOf(contributions));
  }
}
