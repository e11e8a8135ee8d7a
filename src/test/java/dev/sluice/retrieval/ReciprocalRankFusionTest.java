package dev.sluice.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.core.ScoredDoc;
import dev.sluice.retrieval.ReciprocalRankFusion.WeightedList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReciprocalRankFusionTest {

  @Test
  void twoListsAsComputedByHand() {
    List<ScoredDoc> fused =
        ReciprocalRankFusion.fuse(List.of(list(1, 10, 20, 30), list(1, 30, 10, 40)), 10);
    assertEquals(List.of(10, 30, 20, 40), Rankings.ids(fused));
    assertEquals(1 / 61.0 + 1 / 62.0, fused.get(0).score(), 1e-15);
    assertEquals(1 / 63.0 + 1 / 61.0, fused.get(1).score(), 1e-15);
    assertEquals(1 / 62.0, fused.get(2).score(), 1e-15);
    assertEquals(1 / 63.0, fused.get(3).score(), 1e-15);
  }

  @Test
  void aWeightMultipliesWhatAListAdds() {
    List<ScoredDoc> fused = ReciprocalRankFusion.fuse(List.of(list(1, 7), list(2, 8)), 10);
    assertEquals(List.of(8, 7), Rankings.ids(fused));
    assertEquals(2 / 61.0, fused.get(0).score(), 1e-15);
  }

  @Test
  void ofEqualScoresTheLowerDocIdComesFirst() {
    assertEquals(
        List.of(3, 9),
        Rankings.ids(ReciprocalRankFusion.fuse(List.of(list(1, 9), list(1, 3), list(1)), 2)));
  }

  private static WeightedList list(double weight, int... docIds) {
    return new WeightedList(
        IntStream.of(docIds).mapToObj(docId -> new ScoredDoc(docId, -docId)).toList(), weight);
  }
}
