package dev.sluice.retrieval;

import dev.sluice.core.CharGrams;
import dev.sluice.core.IndexReader;
import dev.sluice.core.PhraseGrams;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The chunks that share anything with a query: a phrase of 2 to 4 of its words, or 3 to 5
 * characters of one of them.
 */
public final class Candidates {
  private final IndexReader reader;

  public Candidates(IndexReader reader) {
    this.reader = reader;
  }

  /**
   * The union of the postings of the query's phrases and chargrams, ascending. Not checked against
   * the chunks there are.
   *
   * @param tokens as {@link dev.sluice.core.Tokenizer} makes them, in the order of the query
   */
  public int[] of(List<String> tokens) {
    return of(tokens, docId -> true);
  }

  /** Like {@link #of(List)}, with those that are allowed alone. */
  public int[] of(List<String> tokens, IntPredicate allowed) {
    Set<String> phrases = new LinkedHashSet<>();
    PhraseGrams.collect(tokens, phrases);
    Set<String> grams = new LinkedHashSet<>();
    for (String token : tokens) {
      CharGrams.collect(token, grams);
    }
    var lists = new ArrayList<int[]>(phrases.size() + grams.size());
    lists.addAll(reader.phrasePostings(List.copyOf(phrases)));
    lists.addAll(reader.chargramPostings(List.copyOf(grams)));
    return new DocIdUnion(lists, allowed).docIds();
  }
}
