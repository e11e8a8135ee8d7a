package dev.sluice.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.AnnMode;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.DenseVectors;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.NearVectors;
import dev.sluice.core.ScoredDoc;
import dev.sluice.core.SluiceException;
import dev.sluice.core.VectorIndex;
import dev.sluice.retrieval.InMemoryIndex.Doc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Dense rankings over an index of vectors that answers as an extension would. */
class IndexedVectorsTest {
  /** The cosine of every vector in 32-bit floats. */
  private static final class FloatIndex extends InMemoryIndex implements VectorIndex {
    private final List<Integer> asked = new ArrayList<>();
    private int maxNeighbours = 64;
    private int maxCandidates = 4;
    private boolean goesByCosine = true;
    private String obstacle;
    private SluiceException failure;

    FloatIndex(DenseMeta meta, Collection<Doc> docs) {
      super(meta, docs);
    }

    static FloatIndex of(InMemoryIndex index) {
      return new FloatIndex(index.denseVectors().orElseThrow().meta(), index.docs());
    }

    @Override
    public Optional<String> vectorIndexObstacle() {
      return Optional.ofNullable(obstacle);
    }

    @Override
    public Optional<DenseMeta> denseMeta() {
      return denseVectors().map(DenseVectors::meta);
    }

    @Override
    public int maxNeighbours() {
      return maxNeighbours;
    }

    @Override
    public int maxCandidates() {
      return maxCandidates;
    }

    @Override
    public NearVectors nearest(float[] query, int n, int[] candidates) {
      if (failure != null) {
        throw failure;
      }
      assertTrue(n <= maxNeighbours && (candidates == null || candidates.length <= maxCandidates));
      asked.add(n);
      DenseVectors all = denseVectors().orElseThrow();
      int dims = all.meta().dims();
      float[] similarity = new float[all.count()];
      for (int i = 0; i < similarity.length; i++) {
        byte[] stored = Arrays.copyOfRange(all.data(), i * dims, (i + 1) * dims);
        similarity[i] = cosine(query, all.meta().decode(stored));
      }
      int[] best =
          IntStream.range(0, similarity.length)
              .filter(i -> candidates == null || contains(candidates, all.docIds()[i]))
              .boxed()
              // Equals stand as they like: the other way round than in a ranking.
              .sorted((a, b) -> similarity[a] == similarity[b] ? b - a : byValue(similarity, a, b))
              .limit(n)
              .mapToInt(Integer::intValue)
              .toArray();
      double last = best.length < n ? Double.NEGATIVE_INFINITY : similarity[best[n - 1]];
      int[] ascending = Arrays.stream(best).sorted().toArray();
      byte[] data = new byte[best.length * dims];
      for (int i = 0; i < best.length; i++) {
        System.arraycopy(all.data(), ascending[i] * dims, data, i * dims, dims);
      }
      int[] docIds = Arrays.stream(ascending).map(i -> all.docIds()[i]).toArray();
      return new NearVectors(
          new DenseVectors(all.meta(), docIds, data),
          goesByCosine || last == Double.NEGATIVE_INFINITY ? last : Double.NaN);
    }

    private static int byValue(float[] similarity, int a, int b) {
      return Float.compare(similarity[b], similarity[a]);
    }

    private static boolean contains(int[] candidates, int docId) {
      return Arrays.stream(candidates).anyMatch(candidate -> candidate == docId);
    }

    private static float cosine(float[] left, float[] right) {
      float dot = 0;
      float leftSquares = 0;
      float rightSquares = 0;
      for (int i = 0; i < left.length; i++) {
        dot += left[i] * right[i];
        leftSquares += left[i] * left[i];
        rightSquares += right[i] * right[i];
      }
      return dot / (float) Math.sqrt(leftSquares * rightSquares);
    }
  }

  @Property
  void theAnswerIsThatOfTheExactScanTiesIncluded(
      @ForAll(supplier = RandomIndexes.class) InMemoryIndex index,
      @ForAll @Size(RandomIndexes.DIMS) List<@FloatRange(min = 0.01f, max = 1) Float> query,
      @ForAll @IntRange(min = 1, max = 50) int k,
      @ForAll @IntRange(min = 1, max = 4) int modulus) {
    if (index.denseVectors().isEmpty()) {
      return;
    }
    float[] vector = new float[query.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = query.get(i);
    }
    IntPredicate allowed = docId -> docId % modulus == 0;
    assertEquals(
        ranking(index, AnnMode.EXACT, vector).top(vector, k, allowed),
        ranking(FloatIndex.of(index), AnnMode.EXTENSION, vector).top(vector, k, allowed));
  }

  @Test
  void aFilterThatLeavesFewMakesItFetchMoreUntilThereAreEnough() {
    float[] vector = {1, 0.2f};
    FloatIndex index = circle(60);
    List<ScoredDoc> top =
        ranking(index, AnnMode.EXTENSION, vector).top(vector, 2, docId -> docId >= 55);
    assertEquals(ranking(index, AnnMode.EXACT, vector).top(vector, 2, docId -> docId >= 55), top);
    assertEquals(List.of(18, 64), index.asked);
  }

  @Test
  void manyCandidatesAreFilteredWithOneWarningAndCounted() {
    float[] vector = {1, 0.2f};
    FloatIndex index = circle(40);
    DenseRanking ranking = ranking(index, AnnMode.AUTO, vector);
    var notes = new ArrayList<String>();
    int[] few = {30, 2, 31, 9};
    int[] many = {30, 2, 31, 9, 8};
    DenseRanking exact = ranking(index, AnnMode.EXACT, vector);
    assertEquals(exact.top(vector, 3, few, n -> {}), ranking.top(vector, 3, few, notes::add));
    assertEquals(List.of(), notes);
    for (int i = 0; i < 3; i++) {
      assertEquals(exact.top(vector, 3, many, n -> {}), ranking.top(vector, 3, many, notes::add));
    }
    assertEquals(1, notes.size(), notes.toString());
    assertEquals(3, ranking.filteredSearches());
  }

  @Test
  void whatTakesMoreThanTheIndexGivesTheScanAnswersAndSaysSo() {
    float[] vector = {1, 0.2f};
    FloatIndex index = circle(200);
    var notes = new ArrayList<String>();
    List<ScoredDoc> top =
        ranking(index, AnnMode.EXTENSION, vector).top(vector, 60, docId -> true, notes::add);
    assertEquals(ranking(index, AnnMode.EXACT, vector).top(vector, 60, docId -> true), top);
    assertEquals(
        List.of("the exact scan answered: the vector extension gives at most 64 rows"), notes);
  }

  @Test
  void anIndexByAnotherMeasureIsAskedForSeveralTimesAsMany() {
    float[] vector = {1, 0.2f};
    FloatIndex index = circle(200);
    index.goesByCosine = false;
    assertEquals(
        10, ranking(index, AnnMode.EXTENSION, vector).top(vector, 10, docId -> true).size());
    assertEquals(List.of(26, 64), index.asked);
  }

  @Test
  void aVectorStoredFromZerosIsNotHiddenByWhereTheIndexPutsIt() {
    float[] vector = {-1, -1};
    var docs = new ArrayList<Doc>();
    docs.add(Doc.of(0).at(128, 128)); // Zero: scores 0, but points away from the query.
    IntStream.rangeClosed(1, 40).forEach(i -> docs.add(Doc.of(i).at(255, 130 + i)));
    FloatIndex index = FloatIndex.of(InMemoryIndex.of(docs));
    assertEquals(
        0, ranking(index, AnnMode.EXTENSION, vector).top(vector, 1, id -> true).get(0).docId());
  }

  @Test
  void automaticallyTheScanAnswersWhereTheIndexCannot() {
    float[] vector = {1, 0.2f};
    FloatIndex index = circle(20);
    List<ScoredDoc> exact = ranking(index, AnnMode.EXACT, vector).top(vector, 3, docId -> true);
    index.obstacle = "the library is not there";
    assertEquals(exact, ranking(index, AnnMode.AUTO, vector).top(vector, 3, docId -> true));
    index.obstacle = null;
    index.failure = new SluiceException(ErrorCode.FAILED, "it broke", "", "");
    var notes = new ArrayList<String>();
    DenseRanking automatic = ranking(index, AnnMode.AUTO, vector);
    assertEquals(exact, automatic.top(vector, 3, docId -> true, notes::add));
    assertTrue(notes.get(0).contains("it broke"), notes.toString());
  }

  @Test
  void askedForByNameItAnswersOrFails() {
    float[] vector = {1, 0.2f};
    FloatIndex index = circle(20);
    DenseRanking asked = ranking(index, AnnMode.EXTENSION, vector);
    index.failure = new SluiceException(ErrorCode.FAILED, "it broke", "", "");
    assertThrows(SluiceException.class, () -> asked.top(vector, 3, docId -> true));
    index.obstacle = "the library is not there";
    var searcher = new Searcher(index, new FixedEmbedder(vector), AnnMode.EXTENSION);
    var refused =
        assertThrows(SluiceException.class, () -> searcher.search("word", SearchOptions.DEFAULT));
    assertTrue(refused.getMessage().contains("the library is not there"), refused.getMessage());
    var plain =
        new Searcher(
            InMemoryIndex.of(Doc.of(0, "word").at(1, 2)),
            new FixedEmbedder(vector),
            AnnMode.EXTENSION);
    assertThrows(SluiceException.class, () -> plain.search("word", SearchOptions.DEFAULT));
  }

  @Test
  void switchedOffVectorsAreLeftOutAndThatIsSaid() {
    float[] vector = {1, 0.2f};
    var searcher =
        new Searcher(
            InMemoryIndex.of(Doc.of(0, "word").at(1, 2), Doc.of(1).at(255, 140)),
            new FixedEmbedder(vector),
            AnnMode.OFF);
    SearchResult result = searcher.search("word", SearchOptions.DEFAULT);
    assertEquals(1, result.hits().size());
    assertEquals(List.of("dense skipped: vectors are switched off"), result.notes());
  }

  /** Documents all around, each nearer to the x axis than the one after. */
  private static FloatIndex circle(int count) {
    var random = new Random(3);
    return FloatIndex.of(
        InMemoryIndex.of(
            IntStream.range(0, count)
                .mapToObj(i -> Doc.of(i).at(255 - i, 128 + random.nextInt(20)))
                .toList()));
  }

  private static DenseRanking ranking(InMemoryIndex index, AnnMode mode, float[] vector) {
    return new DenseRanking(index, new FixedEmbedder(vector), mode);
  }
}
