package dev.sluice.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.core.CorruptStoreException;
import dev.sluice.core.ScoredDoc;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreSumsTest {
  @Property(tries = 150)
  void theBestOfTheAllowedIdsThatWereAddedToComeWithTheirSums(
      @ForAll("additions") List<List<Integer>> queries,
      @ForAll("chunks") int chunks,
      @ForAll @IntRange(min = 1, max = 70) int k) {
    var sums = new ScoreSums();
    for (List<Integer> docIds : queries) {
      sums.begin(chunks);
      sums.expect(docIds.size() / 2);
      var expected = new TreeMap<Integer, Double>();
      for (int docId : docIds) {
        sums.add(docId, score(docId));
        if (docId % 3 != 0) {
          expected.merge(docId, score(docId), Double::sum);
        }
      }
      List<ScoredDoc> best =
          expected.entrySet().stream()
              .map(sum -> new ScoredDoc(sum.getKey(), sum.getValue()))
              .sorted(ScoredDoc.BEST_FIRST)
              .limit(k)
              .toList();
      assertEquals(best, sums.takeBest(k, docId -> docId % 3 != 0));
    }
  }

  /** Also 0 and less, as weights may have it. */
  private static double score(int docId) {
    return docId % 7 - 1;
  }

  @Provide
  Arbitrary<List<List<Integer>>> additions() {
    Arbitrary<Integer> docIds =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 200),
            Arbitraries.integers().between(0, 40_000),
            Arbitraries.of(1 << 14, (1 << 22) - 1, 1 << 22, Integer.MAX_VALUE));
    return docIds.list().ofMaxSize(60).list().ofMaxSize(4);
  }

  @Provide
  Arbitrary<Integer> chunks() {
    return Arbitraries.of(0, 20_000, 1_000_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000_000})
  void whatCannotComeToBeAmongTheBestIsForgotten(int chunks) {
    var sums = new ScoreSums();
    sums.begin(chunks);
    int[] docIds = {7, 1 << 22, 3, 9, 8};
    double[] scores = {5, 4, 2, 9, 1.5};
    sums.expect(docIds.length);
    for (int i = 0; i < docIds.length; i++) {
      sums.add(docIds[i], scores[i]);
    }
    // The second best of those allowed has 4.
    IntPredicate allowed = docId -> docId != 9;
    assertEquals(Optional.empty(), sums.keepWithin(4, 2, allowed), "any other can reach 4");
    assertEquals(Optional.empty(), sums.keepWithin(1, 5, allowed), "there are four");
    assertArrayEquals(new int[] {3, 7, 9, 1 << 22}, sums.keepWithin(2, 2, allowed).get());
    sums.add(3, 2);
    assertEquals(
        List.of(new ScoredDoc(7, 5), new ScoredDoc(3, 4), new ScoredDoc(1 << 22, 4)),
        sums.takeBest(9, allowed));
  }

  /**
   * About 4,200 additions, which are many, become many with the second list, and are few. Thirds
   * and tenths have no exact sum, so that another order of additions is seen.
   */
  @ParameterizedTest
  @ValueSource(ints = {100, 20_000, 1_000_000})
  void aSumIsThatOfTheOrderOfAdditionsWhicheverFormTheSumsHave(int chunks) {
    var sums = new ScoreSums();
    for (int query = 0; query < 3; query++) {
      sums.begin(chunks);
      var random = new Random(query);
      double[] expected = new double[2_000];
      for (int term = 0; term < 6; term++) {
        int[] docIds = random.ints(700, 0, expected.length).sorted().distinct().toArray();
        sums.expect(docIds.length);
        for (int docId : docIds) {
          double score = random.nextInt(5) / 3.0 + 0.1;
          sums.add(docId, score);
          expected[docId] += score;
        }
      }
      double[] found = new double[expected.length];
      for (ScoredDoc doc : sums.takeBest(Integer.MAX_VALUE, docId -> true)) {
        found[doc.docId()] += doc.score();
      }
      assertArrayEquals(expected, found);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000_000})
  void aNegativeDocIdIsADamagedIndex(int chunks) {
    for (int[] docIds : new int[][] {{-1}, {5, -1}, {5, -1, 5}}) {
      var sums = new ScoreSums();
      sums.begin(chunks);
      assertThrows(
          CorruptStoreException.class,
          () -> {
            Arrays.stream(docIds).forEach(docId -> sums.add(docId, 1));
            sums.takeBest(1, docId -> true);
          });
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000_000})
  void nothingAddedIsNothingFound(int chunks) {
    var sums = new ScoreSums();
    sums.begin(chunks);
    assertEquals(List.of(), sums.takeBest(1, docId -> true));
  }
}
