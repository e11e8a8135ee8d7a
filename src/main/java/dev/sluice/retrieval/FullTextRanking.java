package dev.sluice.retrieval;

import dev.sluice.core.FullTextIndex;
import dev.sluice.core.FullTextWeights;
import dev.sluice.core.IndexReader;
import dev.sluice.core.ScoredDoc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Full text over weighted columns. A chunk that matches both forms of a query (see {@link
 * FullTextQuery}) has the sum of both scores, which is what one query for either would give it, as
 * BM25 adds up over terms.
 */
public final class FullTextRanking {
  private final IndexReader reader;
  private final FullTextIndex index;
  private final FullTextWeights weights;

  /**
   * @throws dev.sluice.core.SluiceException with code USAGE if the reader is no {@link
   *     FullTextIndex}
   */
  public FullTextRanking(IndexReader reader, FullTextWeights weights) {
    this.reader = reader;
    this.index = indexOf(reader);
    this.weights = weights;
  }

  /**
   * The full-text index of a store.
   *
   * @throws dev.sluice.core.SluiceException with code USAGE if it has none
   */
  public static FullTextIndex indexOf(IndexReader reader) {
    if (reader instanceof FullTextIndex fullText) {
      return fullText;
    }
    throw Query.usage(
        "the full-text ranking needs a full-text index, which this store does not have",
        "search with another ranking, or in a SQLite index");
  }

  List<ScoredDoc> top(Query query, int k, IntPredicate allowed) {
    List<List<String>> forms = FullTextQuery.of(query).forms();
    if (forms.size() == 1) {
      return ExistingDocs.take(reader, k, allowed, n -> index.fullText(forms.get(0), weights, n));
    }
    List<ScoredDoc> sums = sums(forms);
    return ExistingDocs.take(reader, k, allowed, n -> sums.subList(0, Math.min(n, sums.size())));
  }

  /** All matches of any form: the best of a sum need not be among the best of its parts. */
  private List<ScoredDoc> sums(List<List<String>> forms) {
    Map<Integer, Double> sums = new HashMap<>();
    for (List<String> terms : forms) {
      for (ScoredDoc doc : index.fullText(terms, weights, Integer.MAX_VALUE)) {
        sums.merge(doc.docId(), doc.score(), Double::sum);
      }
    }
    var all = new TopDocs(Integer.MAX_VALUE);
    sums.forEach(all::offer);
    return all.bestFirst();
  }
}
