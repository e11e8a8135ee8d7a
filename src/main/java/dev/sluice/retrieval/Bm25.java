package dev.sluice.retrieval;

import dev.sluice.core.IndexReader;
import dev.sluice.core.Postings;
import dev.sluice.core.ScoredDoc;
import dev.sluice.core.TokenStats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * BM25 (Robertson and Zaragoza 2009) with the idf that is never negative: the sum over the distinct
 * query tokens of {@code qtf * idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / average))},
 * times the chunk's weight unless the parameters leave it out, where {@code idf = ln(1 + (N - df +
 * 0.5) / (df + 0.5))}. An average length of 0 means that lengths are unknown; every chunk then
 * counts as average.
 */
public final class Bm25 {
  private final IndexReader reader;
  private final Bm25Parameters parameters;

  public Bm25(IndexReader reader, Bm25Parameters parameters) {
    this.reader = reader;
    this.parameters = parameters;
  }

  /**
   * The k best chunks that contain any of the tokens.
   *
   * @param tokens as {@link dev.sluice.core.Tokenizer} makes them; a repeated one counts more
   * @param k at least 1
   * @param allowed which doc ids may be returned
   */
  public List<ScoredDoc> top(List<String> tokens, int k, IntPredicate allowed) {
    var terms = QueryTerms.of(tokens);
    List<Postings> postings = reader.tokenPostings(terms.terms());
    var union = new DocIdUnion(postings.stream().map(Postings::docIds).toList(), allowed);
    double[] scores = scores(terms, postings, union);
    return ExistingDocs.take(reader, k, id -> true, n -> best(union.docIds(), scores, n));
  }

  /** Why the chunks have their scores, parallel to {@code docIds}. */
  public List<Bm25Explanation> explain(List<String> tokens, int[] docIds) {
    var terms = QueryTerms.of(tokens);
    List<Postings> postings = reader.tokenPostings(terms.terms());
    TokenStats stats = reader.tokenStats();
    int[] lengths = reader.docLengths(docIds);
    double[] weights = weights(docIds);
    var explanations = new ArrayList<Bm25Explanation>(docIds.length);
    for (int i = 0; i < docIds.length; i++) {
      double norm = norm(lengths[i], stats.averageLength());
      explanations.add(
          new Bm25Explanation(
              lengths[i],
              stats.averageLength(),
              weights[i],
              contributions(docIds[i], norm, terms, postings, stats)));
    }
    return explanations;
  }

  private double[] scores(QueryTerms terms, List<Postings> postings, DocIdUnion union) {
    TokenStats stats = reader.tokenStats();
    double[] norms = norms(union.docIds(), stats.averageLength());
    double[] scores = new double[norms.length];
    for (int term = 0; term < postings.size(); term++) {
      Postings list = postings.get(term);
      double boost = terms.frequency(term) * idf(list.documentFrequency(), stats);
      accumulate(list, boost, union, norms, scores);
    }
    double[] weights = weights(union.docIds());
    for (int slot = 0; slot < scores.length; slot++) {
      scores[slot] *= weights[slot];
    }
    return scores;
  }

  private double[] weights(int[] docIds) {
    if (parameters.weighted()) {
      return reader.weights(docIds);
    }
    double[] ones = new double[docIds.length];
    Arrays.fill(ones, 1);
    return ones;
  }

  private void accumulate(
      Postings list, double boost, DocIdUnion union, double[] norms, double[] scores) {
    int[] docIds = list.docIds();
    int[] frequencies = list.frequencies();
    for (int i = 0; i < docIds.length; i++) {
      int slot = union.slotOf(docIds[i]);
      if (slot >= 0) {
        scores[slot] += contribution(boost, frequencies[i], norms[slot]);
      }
    }
  }

  private List<Bm25Explanation.TermContribution> contributions(
      int docId, double norm, QueryTerms terms, List<Postings> postings, TokenStats stats) {
    var contributions = new ArrayList<Bm25Explanation.TermContribution>();
    for (int term = 0; term < postings.size(); term++) {
      Postings list = postings.get(term);
      int at = Arrays.binarySearch(list.docIds(), docId);
      if (at >= 0) {
        int frequency = list.frequencies()[at];
        double idf = idf(list.documentFrequency(), stats);
        contributions.add(
            new Bm25Explanation.TermContribution(
                terms.terms().get(term),
                terms.frequency(term),
                frequency,
                list.documentFrequency(),
                idf,
                contribution(terms.frequency(term) * idf, frequency, norm)));
      }
    }
    return List.copyOf(contributions);
  }

  private double contribution(double boost, int frequency, double norm) {
    return boost * frequency * (parameters.k1() + 1) / (frequency + norm);
  }

  private double[] norms(int[] docIds, double averageLength) {
    int[] lengths = reader.docLengths(docIds);
    double[] norms = new double[lengths.length];
    for (int slot = 0; slot < norms.length; slot++) {
      norms[slot] = norm(lengths[slot], averageLength);
    }
    return norms;
  }

  private double norm(int length, double averageLength) {
    double relative = averageLength > 0 ? length / averageLength : 1;
    return parameters.k1() * (1 - parameters.b() + parameters.b() * relative);
  }

  private static double idf(int documentFrequency, TokenStats stats) {
    return Math.log1p(
        (stats.documentCount() - documentFrequency + 0.5) / (documentFrequency + 0.5));
  }

  private static List<ScoredDoc> best(int[] docIds, double[] scores, int n) {
    var top = new TopDocs(n);
    for (int slot = 0; slot < docIds.length; slot++) {
      top.offer(docIds[slot], scores[slot]);
    }
    return top.bestFirst();
  }
}
