package dev.sluice.retrieval;

import dev.sluice.core.DocIdSet;
import dev.sluice.core.FullTextIndex;
import dev.sluice.core.FullTextWeights;
import dev.sluice.core.IndexReader;
import dev.sluice.core.ScoredDoc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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

  /**
   * The k best chunks for a text.
   *
   * @param text as {@link Searcher#search} takes it
   * @param k at least 1
   * @param allowed which doc ids may be returned; a small {@link DocIdSet} is all that is looked at
   * @throws dev.sluice.core.SluiceException with code USAGE if the text has no words or too many
   */
  public List<ScoredDoc> top(String text, int k, IntPredicate allowed) {
    return top(Query.of(text), k, allowed);
  }

  List<ScoredDoc> top(Query query, int k, IntPredicate allowed) {
    List<List<String>> forms = FullTextQuery.of(query).forms();
    if (allowed instanceof DocIdSet docIds && docIds.size() <= FullTextIndex.MAX_AMONG) {
      return best(sums(forms, terms -> index.fullTextAmong(docIds, terms, weights)), k, allowed);
    }
    return forms.size() == 1
        ? ExistingDocs.take(reader, k, allowed, n -> index.fullText(forms.get(0), weights, n))
        : best(sums(forms, terms -> index.fullText(terms, weights, Integer.MAX_VALUE)), k, allowed);
  }

  private List<ScoredDoc> best(List<ScoredDoc> all, int k, IntPredicate allowed) {
    return ExistingDocs.take(reader, k, allowed, n -> all.subList(0, Math.min(n, all.size())));
  }

  /**
   * Why chunks have their scores, parallel to {@code docIds}: what each term adds, alone and times
   * the weight, since BM25 adds up over terms.
   */
  List<FullTextExplanation> explain(Query query, int[] docIds) {
    List<Map<Integer, Double>> parts = new ArrayList<>();
    List<String> terms = new ArrayList<>();
    List<List<String>> forms = FullTextQuery.of(query).forms();
    List<Set<Integer>> matches = new ArrayList<>();
    for (List<String> form : forms) {
      matches.add(scores(docIds, form).keySet());
    }
    for (int form = 0; form < forms.size(); form++) {
      for (String term : forms.get(form)) {
        Map<Integer, Double> scores = scores(docIds, List.of(term));
        scores.keySet().retainAll(matches.get(form));
        terms.add(term);
        parts.add(scores);
      }
    }
    return Arrays.stream(docIds)
        .mapToObj(docId -> FullTextExplanation.of(docId, terms, parts))
        .toList();
  }

  private Map<Integer, Double> scores(int[] docIds, List<String> terms) {
    Map<Integer, Double> scores = new HashMap<>();
    for (int from = 0; from < docIds.length; from += FullTextIndex.MAX_AMONG) {
      int to = Math.min(docIds.length, from + FullTextIndex.MAX_AMONG);
      var some = DocIdSet.of(Arrays.copyOfRange(docIds, from, to));
      for (ScoredDoc doc : index.fullTextAmong(some, terms, weights)) {
        scores.put(doc.docId(), doc.score());
      }
    }
    return scores;
  }

  /** All matches of any form: the best of a sum need not be among the best of its parts. */
  private static List<ScoredDoc> sums(
      List<List<String>> forms, Function<List<String>, List<ScoredDoc>> matches) {
    Map<Integer, Double> sums = new HashMap<>();
    for (List<String> terms : forms) {
      for (ScoredDoc doc : matches.apply(terms)) {
        sums.merge(doc.docId(), doc.score(), Double::sum);
      }
    }
    var all = new TopDocs(Integer.MAX_VALUE);
    sums.forEach(all::offer);
    return all.bestFirst();
  }
}
