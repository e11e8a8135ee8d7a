package dev.sluice.retrieval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The distinct tokens of a query, in the order they first occur, and how often each does.
 *
 * @param frequencies parallel to {@code terms}
 */
record QueryTerms(List<String> terms, int[] frequencies) {

  static QueryTerms of(List<String> tokens) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String token : tokens) {
      counts.merge(token, 1, Integer::sum);
    }
    return new QueryTerms(
        List.copyOf(counts.keySet()), counts.values().stream().mapToInt(n -> n).toArray());
  }

  int frequency(int term) {
    return frequencies[term];
  }
}
