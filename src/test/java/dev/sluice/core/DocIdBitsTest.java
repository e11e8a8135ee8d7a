package dev.sluice.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DocIdBitsTest {

  @Property(tries = 150)
  void holdsEveryIdOfTheListsOnceHoweverTheyWereAdded(@ForAll("lists") List<Set<Integer>> lists) {
    int[] expected =
        lists.stream().flatMap(Set::stream).mapToInt(id -> id).sorted().distinct().toArray();
    var atOnce = new DocIdBits();
    var oneByOne = new DocIdBits();
    var byWords = new DocIdBits();
    for (Set<Integer> list : lists) {
      atOnce.addAll(list.stream().mapToInt(id -> id).sorted().toArray());
      list.forEach(oneByOne::add);
      list.forEach(id -> byWords.addWord(id / 64, 1L << (id % 64)));
    }
    assertArrayEquals(expected, atOnce.toArray());
    assertArrayEquals(expected, oneByOne.toArray());
    assertArrayEquals(expected, byWords.toArray());
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
    var set = new DocIdBits();
    assertThrows(CorruptStoreException.class, () -> set.addAll(new int[] {-1, 3}));
    assertThrows(CorruptStoreException.class, () -> set.add(Integer.MIN_VALUE));
    assertThrows(CorruptStoreException.class, () -> set.addAll(new int[] {3, -1}));
  }
}
