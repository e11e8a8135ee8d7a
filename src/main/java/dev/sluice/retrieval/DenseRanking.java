package dev.sluice.retrieval;

import dev.sluice.core.AnnMode;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.DenseVectors;
import dev.sluice.core.Embedder;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.IndexReader;
import dev.sluice.core.ScoredDoc;
import dev.sluice.core.SluiceException;
import dev.sluice.core.VectorIndex;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * The cosine similarity of a query with the stored vectors, from their bytes. The exact scan is an
 * integer pass over all of them that finds what can be among the best k, of which doubles decide;
 * so the result is that of doubles alone, whatever the pass is made of. A store's own index of
 * vectors may take the place of the pass ({@link IndexedVectors}).
 */
public final class DenseRanking {
  private final IndexReader reader;
  private final Embedder embedder;
  private final AnnMode mode;

  /** Null if the store has no index of vectors, or none is to be used. */
  private final IndexedVectors indexed;

  /** Computed once for as long as the reader shows the same vectors. */
  private volatile StoredVectors stored;

  public DenseRanking(IndexReader reader, Embedder embedder) {
    this(reader, embedder, AnnMode.EXACT);
  }

  /**
   * @param mode whether the store's own index of vectors is asked
   */
  public DenseRanking(IndexReader reader, Embedder embedder, AnnMode mode) {
    this.reader = reader;
    this.embedder = embedder;
    this.mode = mode;
    this.indexed =
        mode.wantsExtension() && reader instanceof VectorIndex index
            ? new IndexedVectors(index)
            : null;
  }

  /**
   * Why there is no dense ranking of this index with this embedder: it has no vectors, or they are
   * of another model or length, or the mode forbids it. Empty if there is one.
   */
  public Optional<String> obstacle() {
    return obstacle(extensionObstacle(), reader);
  }

  private Optional<String> obstacle(Optional<String> extension, IndexReader asked) {
    if (mode == AnnMode.OFF) {
      return Optional.of("vectors are switched off");
    }
    if (mode == AnnMode.EXTENSION && extension.isPresent()) {
      return extension;
    }
    Optional<DenseMeta> meta = asked.denseMeta();
    return meta.map(this::mismatch).orElse(Optional.of("the index has no vectors"));
  }

  /** Why the exact scan answers; empty if the store's own index of vectors does. */
  public Optional<String> extensionObstacle() {
    return indexed == null
        ? Optional.of(
            mode.wantsExtension() ? "this backend has no vector extension" : "not asked for")
        : indexed.index().vectorIndexObstacle();
  }

  /** How many searches had more candidates than the vector extension can be told of. */
  public long filteredSearches() {
    return indexed == null ? 0 : indexed.filteredSearches();
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
   * @param allowed which doc ids may be returned; asks the index nothing
   * @param notes hears what the reader of the result should know
   * @throws SluiceException with code USAGE if there is an {@link #obstacle}
   */
  public List<ScoredDoc> top(float[] vector, int k, IntPredicate allowed, Consumer<String> notes) {
    return top(vector, k, null, allowed, notes);
  }

  /** Like {@link #top(float[], int, IntPredicate, Consumer)}, without the notes. */
  public List<ScoredDoc> top(float[] vector, int k, IntPredicate allowed) {
    return top(vector, k, allowed, note -> {});
  }

  /**
   * Like {@link #top(float[], int, IntPredicate, Consumer)}, among some chunks.
   *
   * @param candidates doc ids, in any order
   */
  public List<ScoredDoc> top(float[] vector, int k, int[] candidates, Consumer<String> notes) {
    int[] sorted = Arrays.stream(candidates).sorted().distinct().toArray();
    return top(vector, k, sorted, docId -> Arrays.binarySearch(sorted, docId) >= 0, notes);
  }

  private List<ScoredDoc> top(
      float[] vector, int k, int[] candidates, IntPredicate allowed, Consumer<String> notes) {
    Optional<String> extension = extensionObstacle();
    if (extension.isPresent()) {
      return reader.inOneState(
          state -> {
            requireNone(obstacle(extension, state));
            return ExistingDocs.take(state, k, id -> true, n -> scan(state, vector, n, allowed));
          });
    }
    requireNone(obstacle(extension, reader));
    return ExistingDocs.take(
        reader,
        k,
        id -> true,
        n ->
            indexed(vector, n, candidates, allowed, notes)
                .orElseGet(() -> scan(reader, vector, n, allowed)));
  }

  private void requireNone(Optional<String> obstacle) {
    if (obstacle.isPresent()) {
      throw Query.usage(
          "the dense ranking cannot be used: " + obstacle.get(),
          mode == AnnMode.EXTENSION
              ? "search with --ann auto, or see: sluice extension verify"
              : "search with another ranking, or index again with this embedder");
    }
  }

  private List<ScoredDoc> scan(IndexReader state, float[] vector, int n, IntPredicate allowed) {
    // The best of all are among the best of each block, whose cosines are those of all at once.
    var best = new TopDocs(n);
    state.scanDenseVectors(
        block ->
            nearest(stored(block), new CosineQuery(vector, block.meta().dims()), n, allowed)
                .forEach(doc -> best.offer(doc.docId(), doc.score())));
    return best.bestFirst();
  }

  /** Empty if the scan is to answer instead. */
  private Optional<List<ScoredDoc>> indexed(
      float[] vector, int n, int[] candidates, IntPredicate allowed, Consumer<String> notes) {
    try {
      return indexed.top(vector, n, candidates, allowed, notes);
    } catch (SluiceException e) {
      if (mode == AnnMode.EXTENSION) {
        throw e;
      }
      notes.accept("the exact scan answered: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<String> mismatch(DenseMeta meta) {
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

  static List<ScoredDoc> nearest(
      StoredVectors vectors, CosineQuery query, int n, IntPredicate allowed) {
    double[] rough = query.roughCosines(vectors);
    double slack = 2 * query.errorBound();
    var roughly = new TopDocs(n);
    double worst = roughly.threshold();
    int[] near = new int[rough.length];
    int count = 0;
    for (int i = 0; i < rough.length; i++) {
      // Few are as good as the best so far: the rest costs neither a call nor the filter.
      if (rough[i] >= worst - slack && allowed.test(vectors.docId(i))) {
        near[count++] = i;
        roughly.offer(vectors.docId(i), rough[i]);
        worst = roughly.threshold();
      }
    }
    var exactly = new TopDocs(n);
    for (int at = 0; at < count; at++) {
      int i = near[at];
      if (rough[i] >= worst - slack) {
        exactly.offer(vectors.docId(i), query.cosine(vectors, i));
      }
    }
    return exactly.bestFirst();
  }
}
