package dev.sluice.retrieval;

import dev.sluice.core.IndexReader;
import dev.sluice.core.PostingScan;
import dev.sluice.core.Postings;
import dev.sluice.core.ScoredDoc;
import dev.sluice.core.TokenStats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;

/**
 * BM25 (Robertson and Zaragoza 2009) with the idf that is never negative: the sum over the distinct
 * query tokens of {@code qtf * idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / average))},
 * times the chunk's weight, where {@code idf = ln(1 + (N - df + 0.5) / (df + 0.5))}. An average
 * length of 0 means that lengths are unknown; every chunk then counts as average.
 */
public final class Bm25 {
  private final IndexReader reader;
  private final Bm25Parameters parameters;

  /** Used again by whoever comes next, because to clear what was used is faster than new memory. */
  private final AtomicReference<ScoreSums> spare = new AtomicReference<>();

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
    ScoreSums sums = Optional.ofNullable(spare.getAndSet(null)).orElseGet(ScoreSums::new);
    reader.inOneState(
        state -> {
          TokenStats stats = state.tokenStats();
          sums.begin(stats.documentCount());
          state.scanPostings(terms.terms(), new Scoring(terms, stats, sums, k, allowed));
          return null;
        });
    List<ScoredDoc> top = sums.takeBest(k, allowed);
    spare.set(sums);
    return top;
  }

  /**
   * Adds up what each posting contributes, as it is shown. Lists come from the shortest on, so from
   * the rarest word. Once the k-th best has more than all that is left can add to a chunk, no other
   * chunk can come in, and of what is left only the postings of those that still can be among the
   * best are wanted (the max-score of Turtle and Flood 1995): common words, whose postings are most
   * of a query's, are hardly looked at.
   */
  private final class Scoring implements PostingScan {
    /** Of the bounds: more than what rounding can take from a sum of as many contributions. */
    private static final double ROUNDING = 1e-9;

    /**
     * Looked for is the k-th best where the rest is a fourth of it or less. Where it is more,
     * nearly all chunks that were met can still be among the best, and to look through them costs a
     * third of a query of two words as common as each other.
     */
    private static final int SMALL = 4;

    private final QueryTerms terms;
    private final TokenStats stats;
    private final ScoreSums sums;
    private final int k;
    private final IntPredicate allowed;

    /** A chunk's norm is linear in its length: {@code base + slope * length}. */
    private final double base;

    private final double slope;
    private double boost;

    private double greatestFactor;

    /** What the lists that were not begun can add to one chunk, at most; infinite if unknown. */
    private double rest = Double.POSITIVE_INFINITY;

    /**
     * About what the k-th best has: 0 while too few chunks were met, then as much as their word
     * gives.
     */
    private double expectedThreshold;

    private Optional<int[]> wanted = Optional.empty();

    Scoring(QueryTerms terms, TokenStats stats, ScoreSums sums, int k, IntPredicate allowed) {
      this.terms = terms;
      this.stats = stats;
      this.sums = sums;
      this.k = k;
      this.allowed = allowed;
      this.base = norm(0, stats.averageLength());
      this.slope = norm(1, stats.averageLength()) - base;
    }

    @Override
    public void begin(int[] documentFrequencies, double greatestWeight) {
      greatestFactor = parameters.weighted() ? Math.max(0, greatestWeight) : 1;
      double all = 0;
      for (int index = 0; index < documentFrequencies.length; index++) {
        // Below 0 where more chunks have a word than there are: sums may become less then.
        boolean adds = idf(documentFrequencies[index], stats) >= 0;
        all += adds ? bound(index, documentFrequencies[index]) : Double.POSITIVE_INFINITY;
      }
      rest = all * (1 + ROUNDING);
    }

    @Override
    public Optional<int[]> token(int index, int documentFrequency) {
      if (wanted.isEmpty() && SMALL * rest <= expectedThreshold) {
        wanted = sums.keepWithin(rest, k, allowed);
      }
      sums.expect(wanted.isEmpty() ? documentFrequency : wanted.get().length);
      boost = boost(index, documentFrequency);
      rest -= bound(index, documentFrequency);
      if (expectedThreshold == 0 && sums.additions() >= k) {
        expectedThreshold = bound(index, documentFrequency);
      }
      return wanted;
    }

    /** What a posting of the term contributes is less, however often the chunk has it. */
    private double bound(int index, int documentFrequency) {
      return documentFrequency == 0 ? 0 : boost(index, documentFrequency) * greatestFactor;
    }

    private double boost(int index, int documentFrequency) {
      return terms.frequency(index) * idf(documentFrequency, stats) * (parameters.k1() + 1);
    }

    @Override
    public void posting(int docId, int frequency, int length, double weight) {
      double norm = base + slope * length;
      double factor = parameters.weighted() ? weight * boost : boost;
      sums.add(docId, factor * frequency / (frequency + norm));
    }
  }

  /** Why the chunks have their scores, parallel to {@code docIds}. */
  public List<Bm25Explanation> explain(List<String> tokens, int[] docIds) {
    return reader.inOneState(state -> explain(state, tokens, docIds));
  }

  private List<Bm25Explanation> explain(IndexReader state, List<String> tokens, int[] docIds) {
    var terms = QueryTerms.of(tokens);
    List<Postings> postings = state.tokenPostings(terms.terms());
    TokenStats stats = state.tokenStats();
    int[] lengths = state.docLengths(docIds);
    double[] weights = state.weights(docIds);
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

  private double norm(int length, double averageLength) {
    double relative = averageLength > 0 ? length / averageLength : 1;
    return parameters.k1() * (1 - parameters.b() + parameters.b() * relative);
  }

  private static double idf(int documentFrequency, TokenStats stats) {
    return Math.log1p(
        (stats.documentCount() - documentFrequency + 0.5) / (documentFrequency + 0.5));
  }
}
