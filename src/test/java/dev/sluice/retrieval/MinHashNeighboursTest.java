package dev.sluice.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.core.MinHash;
import dev.sluice.core.ScoredDoc;
import dev.sluice.retrieval.InMemoryIndex.Doc;
import java.util.List;
import org.junit.jupiter.api.Test;

class MinHashNeighboursTest {
  private final InMemoryIndex index =
      InMemoryIndex.of(
          Doc.of(0, "parse", "read", "only", "header"),
          Doc.of(1, "parse", "read", "only", "database"),
          Doc.of(2, "parse", "read", "only", "header").orphaned(),
          Doc.of(3, "zebra"),
          Doc.of(5, "header", "only", "read", "parse"),
          Doc.of(6));

  private final MinHashNeighbours neighbours = new MinHashNeighbours(index);

  @Test
  void theSameSetOfTokensIsNearestAndTheChunkItselfAndOrphansAreLeftOut() {
    List<ScoredDoc> found = neighbours.of(0, 10, docId -> true);
    assertEquals(List.of(5, 1), Rankings.ids(found));
    assertEquals(1.0, found.get(0).score());
  }

  @Test
  void theScoreIsTheFractionOfEqualPositions() {
    int[] signature = MinHash.signature(List.of("parse", "read", "only", "database"));
    int[] other = MinHash.signature(List.of("parse", "read", "only", "header"));
    int equal = 0;
    for (int i = 0; i < MinHash.POSITIONS; i++) {
      equal += signature[i] == other[i] ? 1 : 0;
    }
    assertEquals(
        List.of(new ScoredDoc(1, 1.0), new ScoredDoc(0, equal / 128.0)),
        neighbours.of(signature, 2, docId -> true));
  }

  @Test
  void theFilterComesBeforeTheBest() {
    assertEquals(List.of(1), Rankings.ids(neighbours.of(0, 1, docId -> docId != 5)));
  }

  @Test
  void aChunkWithoutTokensOrAnUnknownOneHasNoNeighbours() {
    assertEquals(List.of(), neighbours.of(6, 10, docId -> true));
    assertEquals(List.of(), neighbours.of(4, 10, docId -> true));
  }
}
