package dev.sluice.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.core.ScoredDoc;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares a ranking with one computed in another way. */
final class Rankings {
  private static final double TOLERANCE = 1e-9;

  private Rankings() {}

  /**
   * The same documents with the same scores in the same order, up to the last bits of a double:
   * documents whose scores differ by no more than those may stand either way round.
   *
   * @param all every document that matches, best first
   */
  static void assertSame(List<ScoredDoc> all, int k, List<ScoredDoc> actual) {
    assertEquals(Math.min(k, all.size()), actual.size());
    Map<Integer, Double> scores =
        all.stream().collect(Collectors.toMap(ScoredDoc::docId, ScoredDoc::score));
    for (int i = 0; i < actual.size(); i++) {
      assertEquals(all.get(i).score(), actual.get(i).score(), TOLERANCE);
      assertEquals(scores.get(actual.get(i).docId()), actual.get(i).score(), TOLERANCE);
    }
    assertEquals(actual.stream().sorted(ScoredDoc.BEST_FIRST).toList(), actual);
    assertEquals(actual.size(), ids(actual).stream().distinct().count());
  }

  static List<Integer> ids(List<ScoredDoc> docs) {
    return docs.stream().map(ScoredDoc::docId).toList();
  }
}
