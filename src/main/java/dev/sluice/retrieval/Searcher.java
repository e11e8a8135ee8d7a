package dev.sluice.retrieval;

import dev.sluice.core.AnnMode;
import dev.sluice.core.Embedder;
import dev.sluice.core.FullTextWeights;
import dev.sluice.core.IndexReader;
import dev.sluice.core.ScoredDoc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Searches one index. Does not close the reader; works until someone does. */
public final class Searcher {
  /**
   * How deep the rankings that are fused go, at least. The same for every smaller {@code top}, so
   * that asking for more hits does not reorder the first.
   */
  private static final int FUSION_DEPTH = 200;

  private static final double BM25_WEIGHT = 1;

  /**
   * Less than BM25's: vectors without a model say again what words say, with collisions. Measured
   * with the query set of the tests and on the JDK's own sources.
   */
  private static final double DENSE_WEIGHT = 0.3;

  private final IndexReader reader;
  private final Bm25 bm25;
  private final DenseRanking dense;
  private final AnnMode ann;

  /**
   * @param embedder turns queries into vectors; if the index was made with another one, the fused
   *     ranking leaves the dense one out and says so
   */
  public Searcher(IndexReader reader, Embedder embedder) {
    this(reader, embedder, AnnMode.EXACT);
  }

  /**
   * Like {@link #Searcher(IndexReader, Embedder)}.
   *
   * @param ann how nearest vectors are found; the extension asked for by name is never left out
   */
  public Searcher(IndexReader reader, Embedder embedder, AnnMode ann) {
    this.reader = reader;
    this.bm25 = new Bm25(reader, Bm25Parameters.DEFAULT);
    this.dense = new DenseRanking(reader, embedder, ann);
    this.ann = ann;
  }

  /** Searches all chunks; see {@link #search(String, SearchOptions, IntPredicate)}. */
  public SearchResult search(String query, SearchOptions options) {
    return search(query, options, docId -> true);
  }

  /**
   * The best chunks for a query.
   *
   * @param text any text with a word in it; there is no query syntax
   * @param allowed which doc ids may be hits; rankings are made of these alone, while the document
   *     frequencies stay those of the whole index. It must not ask the index anything, which may be
   *     in the middle of a read then.
   * @throws dev.sluice.core.SluiceException with code USAGE if the query has no words or too many,
   *     or if the index cannot serve the ranking asked for by name
   */
  public SearchResult search(String text, SearchOptions options, IntPredicate allowed) {
    var query = Query.of(text);
    var notes = new ArrayList<String>();
    List<Hit> hits =
        switch (options.ranking()) {
          case FUSED -> fused(query, options, allowed, notes);
          case BM25 -> alone(bm25.top(query.tokens(), options.top(), allowed), query, options);
          case FULL_TEXT -> alone(fullText(query, options.top(), allowed), query, options);
          case DENSE -> alone(dense(query, options.top(), allowed, notes), query, options);
        };
    return new SearchResult(query.text(), options.ranking(), hits, List.copyOf(notes));
  }

  private List<Hit> alone(List<ScoredDoc> docs, Query query, SearchOptions options) {
    var list = new RankedList(options.ranking(), docs, (rank, score) -> score);
    return hits(docs, List.of(list), query, options);
  }

  private List<Hit> fused(
      Query query, SearchOptions options, IntPredicate allowed, List<String> notes) {
    int depth = Math.max(FUSION_DEPTH, options.top());
    List<ScoredDoc> byBm25 = bm25.top(query.tokens(), depth, allowed);
    if (byBm25.isEmpty()) {
      notes.add("bm25 found nothing: no chunk searched has a word of the query");
    }
    List<ScoredDoc> byDense = denseIfPossible(query, depth, allowed, notes);
    List<ScoredDoc> fused =
        ReciprocalRankFusion.fuse(
            List.of(
                new ReciprocalRankFusion.WeightedList(byBm25, BM25_WEIGHT),
                new ReciprocalRankFusion.WeightedList(byDense, DENSE_WEIGHT)),
            options.top());
    var lists =
        List.of(
            fusedList(Ranking.BM25, byBm25, BM25_WEIGHT),
            fusedList(Ranking.DENSE, byDense, DENSE_WEIGHT));
    return hits(fused, lists, query, options);
  }

  private static RankedList fusedList(Ranking ranking, List<ScoredDoc> docs, double weight) {
    return new RankedList(
        ranking, docs, (rank, score) -> ReciprocalRankFusion.contribution(weight, rank));
  }

  private List<ScoredDoc> denseIfPossible(
      Query query, int k, IntPredicate allowed, List<String> notes) {
    Optional<String> obstacle = dense.obstacle();
    if (obstacle.isPresent() && ann != AnnMode.EXTENSION) {
      notes.add("dense skipped: " + obstacle.get());
      return List.of();
    }
    return dense(query, k, allowed, notes);
  }

  private List<ScoredDoc> fullText(Query query, int k, IntPredicate allowed) {
    return new FullTextRanking(reader, FullTextWeights.DEFAULT).top(query, k, allowed);
  }

  private List<ScoredDoc> dense(Query query, int k, IntPredicate allowed, List<String> notes) {
    Optional<float[]> vector = dense.embed(query.text());
    if (vector.isEmpty()) {
      notes.add("dense skipped: the embedder finds nothing to embed in the query");
      return List.of();
    }
    return dense.top(vector.get(), k, allowed, notes::add);
  }

  private List<Hit> hits(
      List<ScoredDoc> docs, List<RankedList> lists, Query query, SearchOptions options) {
    var hits = new HitList(docs);
    if (options.explain()) {
      lists.forEach(list -> explain(hits, list.ranking(), query));
    }
    lists.forEach(hits::addParts);
    return hits.hits(reader);
  }

  private void explain(HitList hits, Ranking ranking, Query query) {
    switch (ranking) {
      case BM25 -> hits.explain(bm25, query.tokens());
      case FULL_TEXT -> hits.explain(new FullTextRanking(reader, FullTextWeights.DEFAULT), query);
      // A cosine has no parts, and fusion's are the parts of the hit.
      case DENSE, FUSED -> {}
    }
  }
}
