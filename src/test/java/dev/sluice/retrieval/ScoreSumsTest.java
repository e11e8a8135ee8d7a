package dev.sluice.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.core.CorruptStoreException;
import dev.sluice.core.ScoredDoc;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
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

  /** Of which all additions are rare, few are, and none. */
  @Provide
  Arbitrary<Integer> chunks() {
    return Arbitraries.of(0, (1 << 14) + 1, 1_000_000);
  }

  /** Thirds and tenths have no exact sum, so that each order of additions gives another one. */
  @Property(tries = 150)
  void aSumIsThatOfTheOrderOfAdditionsWhicheverFormTheSumsHave(
      @ForAll @Size(min = 1, max = 6)
          List<@Size(max = 700) Set<@IntRange(max = 2_000) Integer>> lists,
      @ForAll("chunks") int chunks) {
    var sums = new ScoreSums();
    sums.begin(chunks);
    var expected = new TreeMap<Integer, Double>();
    for (int term = 0; term < lists.size(); term++) {
      sums.expect(lists.get(term).size());
      for (int docId : new TreeSet<>(lists.get(term))) {
        double score = (docId % 5 + 1) / 3.0 + term / 10.0;
        sums.add(docId, score);
        expected.merge(docId, score, Double::sum);
      }
    }
    var found = new TreeMap<Integer, Double>();
    sums.takeBest(Integer.MAX_VALUE, docId -> true)
        .forEach(doc -> found.put(doc.docId(), doc.score()));
    assertEquals(expected, found);
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
