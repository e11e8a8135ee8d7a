package dev.sluice.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.core.CorruptStoreException;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ScoreSumsTest {
  @Property
  void everyAllowedIdThatWasAddedToIsTakenOnceWithItsSum(
      @ForAll("additions") List<List<Integer>> queries) {
    var sums = new ScoreSums();
    for (List<Integer> docIds : queries) {
      var expected = new TreeMap<Integer, Double>();
      docIds.forEach(docId -> sums.add(docId, 1 + docId % 7));
      docIds.stream()
          .filter(docId -> docId % 3 != 0)
          .forEach(docId -> expected.merge(docId, 1.0 + docId % 7, Double::sum));
      ScoreSums.Scored scored = sums.take(docId -> docId % 3 != 0);
      assertArrayEquals(
          expected.keySet().stream().mapToInt(docId -> docId).toArray(), scored.docIds());
      assertArrayEquals(
          expected.values().stream().mapToDouble(sum -> sum).toArray(), scored.scores());
    }
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
    assertEquals(0, new ScoreSums().take(docId -> true).docIds().length);
  }
}
