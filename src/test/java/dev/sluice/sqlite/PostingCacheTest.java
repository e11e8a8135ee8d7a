package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PostingCacheTest {
  private static StoredList list(int docs) {
    return StoredList.of(new int[docs]);
  }

  @Property(tries = 100)
  void whateverIsPutTheBoundHoldsAndAListIsTheLastOfItsTerm(
      @ForAll @IntRange(max = 20_000) int limit,
      @ForAll @Size(max = 60) List<@IntRange(max = 3_000) Integer> sizes) {
    var cache = new PostingCache(limit);
    Map<String, StoredList> last = new HashMap<>();
    for (int size : sizes) {
      String term = "t" + size % 9;
      StoredList list = list(size);
      cache.put("TOKEN", term, list);
      last.put(term, list);
      assertTrue(cache.bytes() <= limit, cache.bytes() + " of " + limit);
      StoredList kept = cache.get("TOKEN", List.of(term)).get(0);
      if (800 + 4L * size <= limit) {
        assertSame(list, kept);
      }
    }
    last.forEach(
        (term, list) -> {
          StoredList kept = cache.get("TOKEN", List.of(term)).get(0);
          assertTrue(kept == null || kept.numbers() <= limit / 4);
        });
  }

  @Test
  void theListUsedLeastRecentlyGoesFirst() {
    var cache = new PostingCache(3_000);
    for (String term : List.of("a", "b")) {
      cache.put("TOKEN", term, list(300));
    }
    cache.get("TOKEN", List.of("a"));
    cache.put("TOKEN", "c", list(300));
    List<StoredList> left = cache.get("TOKEN", List.of("a", "b", "c"));
    assertNotNull(left.get(0));
    assertNull(left.get(1));
    assertNotNull(left.get(2));
  }

  @Test
  void termsOfOtherKindsAreOthersAndAListTooLongForTheBoundIsNotKept() {
    var cache = new PostingCache(3_000);
    cache.put("TOKEN", "a", list(1));
    cache.put("PHRASE", "a", list(2));
    cache.put("CHARGRAM", "a", list(3_000));
    assertEquals(1, cache.get("TOKEN", List.of("a")).get(0).docIds().length);
    assertEquals(2, cache.get("PHRASE", List.of("a")).get(0).docIds().length);
    assertNull(cache.get("CHARGRAM", List.of("a")).get(0));
  }
}
