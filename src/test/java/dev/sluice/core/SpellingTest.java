package dev.sluice.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  private static final List<String> KNOWN = List.of("search", "schema", "check", "--top", "build");

  @ParameterizedTest
  @CsvSource({
    "serch, search",
    "sarech, search",
    "shcema, schema",
    "chek, check",
    "--tpo, --top",
    "buidl, build",
    "search, search"
  })
  void theNearestNameIsMeant(String typed, String meant) {
    assertEquals(Optional.of(meant), Spelling.nearest(typed, KNOWN));
  }

  @ParameterizedTest
  @CsvSource({"x", "frobnicate", "''", "3"})
  void anotherWordMeansNone(String typed) {
    assertEquals(Optional.empty(), Spelling.nearest(typed, KNOWN));
  }

  @ParameterizedTest
  @CsvSource({"'', '', 0", "a, '', 1", "ab, ba, 1", "kitten, sitting, 3", "abc, abc, 0"})
  void distanceCountsInsertionsDeletionsChangesAndSwaps(String left, String right, int edits) {
    assertEquals(edits, Spelling.distance(left, right));
    assertEquals(edits, Spelling.distance(right, left));
  }
}
