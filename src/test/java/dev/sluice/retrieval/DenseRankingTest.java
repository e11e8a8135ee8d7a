package dev.sluice.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.DenseMeta;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.Quantizer;
import dev.sluice.core.ScoredDoc;
import dev.sluice.core.SluiceException;
import dev.sluice.retrieval.InMemoryIndex.Doc;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DenseRankingTest {

  @Property
  void similaritiesAndOrderAreThoseOfEveryVectorDecodedInDoubles(
      @ForAll(supplier = RandomIndexes.class) InMemoryIndex index,
      @ForAll @Size(RandomIndexes.DIMS) List<@FloatRange(min = 0.01f, max = 1) Float> query,
      @ForAll @IntRange(min = 1, max = 50) int k,
      @ForAll @IntRange(min = 1, max = 4) int modulus) {
    if (index.denseVectors().isEmpty()) {
      return;
    }
    IntPredicate allowed = docId -> docId % modulus == 0;
    float[] vector = vector(query);
    Rankings.assertSame(
        naive(index, vector, allowed), k, ranking(index, vector).top(vector, k, allowed));
  }

  @Test
  void vectorsThatRoundingTheQueryPutsInTheWrongOrderAreInTheRightOne() {
    // In 8 bits the small components become 0, 0, 0 and 1, so that the second document loses.
    float unit = 1f / DotProduct.MAX_COMPONENT;
    float[] vector = {1, 0.4f * unit, 0.4f * unit, 0.4f * unit, 0.6f * unit};
    var index =
        InMemoryIndex.of(Doc.of(0).at(255, 0, 0, 0, 255), Doc.of(1).at(255, 255, 255, 255, 0));
    var stored = new StoredVectors(index.denseVectors().orElseThrow());
    var query = new CosineQuery(vector, vector.length);
    double[] rough = query.roughCosines(stored);
    assertTrue(rough[0] > rough[1]);
    assertEquals(List.of(1), Rankings.ids(ranking(index, vector).top(vector, 1, docId -> true)));
  }

  @Test
  void theRoughPassIsWithinItsErrorBound() {
    int dims = 1000;
    var random = new Random(11);
    float[] vector = new float[dims];
    for (int i = 0; i < dims; i++) {
      vector[i] = random.nextFloat() - 0.5f;
    }
    var index =
        InMemoryIndex.of(
            Doc.of(0).at(random.ints(dims, 0, 256).toArray()), Doc.of(1).at(new int[dims]));
    var stored = new StoredVectors(index.denseVectors().orElseThrow());
    var query = new CosineQuery(vector, dims);
    double[] rough = query.roughCosines(stored);
    for (int i = 0; i < 2; i++) {
      assertEquals(query.cosine(stored, i), rough[i], query.errorBound());
    }
  }

  @Property(tries = 300)
  void theVectorisedSumIsTheScalarOneToTheBit(
      @ForAll long seed, @ForAll @IntRange(max = 700) int dims, @ForAll @IntRange(max = 5) int n) {
    var random = new Random(seed);
    short[] query = new short[dims];
    for (int i = 0; i < dims; i++) {
      query[i] =
          (short) (random.nextInt(2 * DotProduct.MAX_COMPONENT + 1) - DotProduct.MAX_COMPONENT);
    }
    byte[] bytes = new byte[n * dims];
    random.nextBytes(bytes);
    assertArrayEquals(
        sums(DotProduct.SCALAR, query, bytes, n), sums(DotProduct.FASTEST, query, bytes, n));
  }

  private static double[] sums(DotProduct dotProduct, short[] query, byte[] bytes, int n) {
    double[] sums = new double[n];
    Arrays.fill(sums, 17);
    dotProduct.of(query, bytes, sums);
    return sums;
  }

  @Test
  void theTestsSeeTheVectorisedSum() {
    assertNotSame(DotProduct.SCALAR, DotProduct.FASTEST, "jdk.incubator.vector is not there");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 255})
  void theLargestSumsDoNotOverflow(int level) {
    int dims = 200_003;
    short[] query = new short[dims];
    Arrays.fill(query, (short) DotProduct.MAX_COMPONENT);
    byte[] bytes = new byte[3 * dims];
    Arrays.fill(bytes, (byte) level);
    double[] expected = new double[3];
    Arrays.fill(expected, (double) (level - DotProduct.CENTRE) * DotProduct.MAX_COMPONENT * dims);
    assertArrayEquals(expected, sums(DotProduct.SCALAR, query, bytes, 3));
    assertArrayEquals(expected, sums(DotProduct.FASTEST, query, bytes, 3));
  }

  @Test
  void aVectorStoredFromZerosResemblesNothing() {
    var index =
        InMemoryIndex.of(Doc.of(0).at(128, 128), Doc.of(1).at(255, 0), Doc.of(2).at(0, 255));
    float[] vector = {1, -0.5f};
    List<ScoredDoc> top = ranking(index, vector).top(vector, 3, docId -> true);
    assertEquals(List.of(1, 0, 2), Rankings.ids(top));
    assertEquals(0, top.get(1).score());
  }

  @Test
  void orphansNearerThanChunksDoNotTakeTheirPlaces() {
    var index =
        InMemoryIndex.of(
            Doc.of(0).at(255, 128).orphaned(),
            Doc.of(1).at(255, 129).orphaned(),
            Doc.of(2).at(255, 200),
            Doc.of(3).at(0, 0));
    float[] vector = {1, 0};
    assertEquals(List.of(2, 3), Rankings.ids(ranking(index, vector).top(vector, 2, docId -> true)));
  }

  @Test
  void anIndexOfAnotherModelOrWithoutVectorsIsRefusedWithTheReason() {
    var embedder = new FixedEmbedder(1, 0);
    var other =
        new InMemoryIndex(new DenseMeta(2, 2.0 / 255, "other"), List.of(Doc.of(0).at(1, 2)));
    assertEquals(
        Optional.of("its vectors are by other with 2 dimensions, the query's by test with 2"),
        new DenseRanking(other, embedder).obstacle());
    var thrown =
        assertThrows(
            SluiceException.class,
            () ->
                new DenseRanking(InMemoryIndex.of(Doc.of(0, "gate")), embedder)
                    .top(new float[] {1, 0}, 1, docId -> true));
    assertEquals(ErrorCode.USAGE, thrown.code());
    assertEquals(
        "SLUICE-002 wrong use: the dense ranking cannot be used: the index has no vectors",
        thrown.getMessage());
  }

  @Test
  void anEmbedderThatGivesNoNumbersIsNamed() {
    var ranking =
        new DenseRanking(InMemoryIndex.of(Doc.of(0).at(1, 2)), new FixedEmbedder(1, Float.NaN));
    var thrown = assertThrows(SluiceException.class, () -> ranking.embed("gate"));
    assertEquals(ErrorCode.FAILED, thrown.code());
  }

  private static DenseRanking ranking(InMemoryIndex index, float[] vector) {
    return new DenseRanking(index, new FixedEmbedder(vector));
  }

  private static float[] vector(List<Float> components) {
    float[] vector = new float[components.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = components.get(i);
    }
    return vector;
  }

  private static List<ScoredDoc> naive(InMemoryIndex index, float[] query, IntPredicate allowed) {
    return index.docs().stream()
        .filter(doc -> doc.vector() != null && !doc.orphan() && allowed.test(doc.docId()))
        .map(doc -> new ScoredDoc(doc.docId(), cosine(query, doc.vector())))
        .sorted(ScoredDoc.BEST_FIRST)
        .toList();
  }

  private static double cosine(float[] query, byte[] stored) {
    double dot = 0;
    double querySquares = 0;
    double storedSquares = 0;
    boolean zero = true;
    for (int i = 0; i < query.length; i++) {
      double value = Quantizer.DEFAULT.decode(stored[i]);
      dot += query[i] * value;
      querySquares += (double) query[i] * query[i];
      storedSquares += value * value;
      zero &= Math.abs(value) < Quantizer.DEFAULT.step();
    }
    return zero ? 0 : dot / Math.sqrt(querySquares * storedSquares);
  }
}
