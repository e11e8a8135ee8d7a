package dev.sluice.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.core.CorruptStoreException;
import dev.sluice.core.ScoredDoc;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScoreSumsTest {
  @Property(tries = 150)
  void theBestOfTheAllowedIdsThatWereAddedToComeWithTheirSums(
      @ForAll("additions") List<List<Integer>> queries,
      @ForAll @IntRange(min = 1, max = 70) int k) {
    var sums = new ScoreSums();
    for (List<Integer> docIds : queries) {
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

  @Test
  void aNegativeDocIdIsADamagedIndex() {
    assertThrows(CorruptStoreException.class, () -> new ScoreSums().add(-1, 1));
    assertEquals(List.of(), new ScoreSums().takeBest(1, docId -> true));
  }
}
