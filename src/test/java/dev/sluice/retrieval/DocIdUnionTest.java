package dev.sluice.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.core.CorruptStoreException;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DocIdUnionTest {

  @Property
  void holdsEveryAllowedIdOfTheListsOnceAndKnowsItsPlace(
      @ForAll("lists") List<Set<Integer>> lists, @ForAll Set<Integer> forbidden) {
    List<int[]> sorted =
        lists.stream().map(l -> l.stream().mapToInt(id -> id).sorted().toArray()).toList();
    int[] expected =
        lists.stream()
            .flatMap(Set::stream)
            .filter(id -> !forbidden.contains(id))
            .mapToInt(id -> id)
            .sorted()
            .distinct()
            .toArray();
    var union = new DocIdUnion(sorted, id -> !forbidden.contains(id));
    assertArrayEquals(expected, union.docIds());
    for (int slot = 0; slot < expected.length; slot++) {
      assertEquals(slot, union.slotOf(expected[slot]));
    }
    for (int[] list : sorted) {
      for (int id : list) {
        assertEquals(forbidden.contains(id), union.slotOf(id) < 0);
      }
    }
  }

  @Provide
  Arbitrary<List<Set<Integer>>> lists() {
    Arbitrary<Integer> ids =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 200),
            Arbitraries.integers().between(0, 20_000),
            Arbitraries.of(4095, 4096, Integer.MAX_VALUE));
    return ids.set().ofMaxSize(100).list().ofMaxSize(5);
  }

  @Test
  void aNegativeDocIdIsADamagedIndex() {
    assertThrows(
        CorruptStoreException.class, () -> new DocIdUnion(List.of(new int[] {-1, 3}), id -> true));
  }
}
