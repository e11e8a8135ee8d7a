package dev.sluice.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AscendingIdsTest {
  @Property
  void thePlaceIsThatOfTheFirstIdThatIsNotBelow(
      @ForAll Set<@IntRange(max = 300) Integer> some,
      @ForAll @IntRange(max = 301) int id,
      @ForAll @IntRange(max = 300) int seed) {
    int[] ids = some.stream().mapToInt(Integer::intValue).sorted().toArray();
    int from = seed % (ids.length + 1);
    int expected =
        IntStream.range(from, ids.length).filter(i -> ids[i] >= id).findFirst().orElse(ids.length);
    assertEquals(
        expected, AscendingIds.firstFrom(id, i -> ids[i], from, ids.length), Arrays.toString(ids));
  }
}
