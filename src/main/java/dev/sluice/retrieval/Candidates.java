package dev.sluice.retrieval;

import dev.sluice.core.CharGrams;
import dev.sluice.core.IndexReader;
import dev.sluice.core.PhraseGrams;
import java.util.Arrays;
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
    Set<String> phrases = new LinkedHashSet<>();
    PhraseGrams.collect(tokens, phrases);
    Set<String> grams = new LinkedHashSet<>();
    for (String token : tokens) {
      CharGrams.collect(token, grams);
    }
    return reader.docIdsOfAny(List.copyOf(phrases), List.copyOf(grams));
  }

  /** Like {@link #of(List)}, with those that are allowed alone. */
  public int[] of(List<String> tokens, IntPredicate allowed) {
    return Arrays.stream(of(tokens)).filter(allowed).toArray();
  }
}
