package dev.sluice.retrieval;

import dev.sluice.core.DenseMeta;
import dev.sluice.core.DenseVectors;
import dev.sluice.core.Embedder;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.IndexReader;
import dev.sluice.core.ScoredDoc;
import dev.sluice.core.SluiceException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The cosine similarity of a query with every stored vector: exact, not approximate. An integer
 * pass over the bytes finds what can be among the best k, doubles decide; so the result is that of
 * doubles alone, whatever the pass is made of.
 */
public final class DenseRanking {
  private final IndexReader reader;
  private final Embedder embedder;

  /** Computed once for as long as the reader hands out the same vectors. */
  private volatile StoredVectors stored;

  public DenseRanking(IndexReader reader, Embedder embedder) {
    this.reader = reader;
    this.embedder = embedder;
  }

  /**
   * Why there is no dense ranking of this index with this embedder: it has no vectors, or they are
   * of another model or length. Empty if there is one.
   */
  public Optional<String> obstacle() {
    return reader
        .denseVectors()
        .map(this::mismatch)
        .orElse(Optional.of("the index has no vectors"));
  }

  /**
   * The vector of a text, or empty if the text has nothing to embed.
   *
   * @throws SluiceException if the embedder breaks its contract
   */
  public Optional<float[]> embed(String text) {
    float[] vector = embedder.embed(List.of(text)).get(0);
    boolean zero = true;
    boolean finite = true;
    for (float component : vector) {
      zero &= component == 0;
      finite &= Float.isFinite(component);
    }
    if (vector.length != embedder.dims() || !finite) {
      throw new SluiceException(
          ErrorCode.FAILED,
          "the embedder "
              + embedder.model()
              + " gave "
              + (finite ? vector.length + " components" : "components that are not numbers")
              + " where it promises "
              + embedder.dims()
              + " numbers",
          "a fault in the embedder",
          "use another embedder, or search with another ranking");
    }
    return zero ? Optional.empty() : Optional.of(vector);
  }

  /**
   * The k chunks whose vectors are nearest to a query's.
   *
   * @param vector of the dimensions of the index, finite, not all zero
   * @param k at least 1
   * @param allowed which doc ids may be returned
   * @throws SluiceException with code USAGE if there is an {@link #obstacle}
   */
  public List<ScoredDoc> top(float[] vector, int k, IntPredicate allowed) {
    obstacle()
        .ifPresent(
            obstacle -> {
              throw Query.usage(
                  "the dense ranking cannot be used: " + obstacle,
                  "search with another ranking, or index again with this embedder");
            });
    StoredVectors vectors = stored(reader.denseVectors().orElseThrow());
    var query = new CosineQuery(vector, vectors.dims());
    return ExistingDocs.take(reader, k, id -> true, n -> nearest(vectors, query, n, allowed));
  }

  private Optional<String> mismatch(DenseVectors vectors) {
    DenseMeta meta = vectors.meta();
    if (embedder.model().equals(meta.model()) && embedder.dims() == meta.dims()) {
      return Optional.empty();
    }
    return Optional.of(
        "its vectors are by "
            + meta.model()
            + " with "
            + meta.dims()
            + " dimensions, the query's by "
            + embedder.model()
            + " with "
            + embedder.dims());
  }

  private StoredVectors stored(DenseVectors vectors) {
    StoredVectors known = stored;
    if (known == null || !known.holds(vectors)) {
      known = new StoredVectors(vectors);
      stored = known;
    }
    return known;
  }

  private static List<ScoredDoc> nearest(
      StoredVectors vectors, CosineQuery query, int n, IntPredicate allowed) {
    double[] rough = new double[vectors.count()];
    var roughly = new TopDocs(n);
    for (int i = 0; i < rough.length; i++) {
      if (allowed.test(vectors.docId(i))) {
        rough[i] = query.roughCosine(vectors, i);
        roughly.offer(vectors.docId(i), rough[i]);
      } else {
        rough[i] = Double.NaN;
      }
    }
    double least = roughly.threshold() - 2 * query.errorBound();
    var exactly = new TopDocs(n);
    for (int i = 0; i < rough.length; i++) {
      if (rough[i] >= least) {
        exactly.offer(vectors.docId(i), query.cosine(vectors, i));
      }
    }
    return exactly.bestFirst();
  }
}
