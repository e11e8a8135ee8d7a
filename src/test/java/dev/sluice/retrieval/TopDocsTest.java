package dev.sluice.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.core.ScoredDoc;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TopDocsTest {

  @Property
  void theBestAreTheHeadOfAFullSort(
      @ForAll List<@IntRange(min = -3, max = 3) Integer> scores,
      @ForAll @IntRange(min = 1, max = 100) int k) {
    var all = new ArrayList<ScoredDoc>();
    var top = new TopDocs(k);
    // Ids that fall and rise, so that ties are not offered in the order they must come out.
    for (int i = 0; i < scores.size(); i++) {
      int docId = i ^ 5;
      all.add(new ScoredDoc(docId, scores.get(i)));
      top.offer(docId, scores.get(i));
    }
    all.sort(ScoredDoc.BEST_FIRST);
    assertEquals(all.subList(0, Math.min(k, all.size())), top.bestFirst());
  }

  @Test
  void memoryFollowsWhatIsOfferedAndNotK() {
    var top = new TopDocs(Integer.MAX_VALUE);
    for (int docId = 0; docId < 1000; docId++) {
      top.offer(docId, docId);
    }
    assertEquals(1000, top.bestFirst().size());
    assertEquals(new ScoredDoc(999, 999), top.bestFirst().get(0));
  }

  @Test
  void theThresholdIsTheWorstKeptOnceThereIsNoMoreRoom() {
    var top = new TopDocs(2);
    top.offer(1, 7);
    assertEquals(Double.NEGATIVE_INFINITY, top.threshold());
    top.offer(2, 5);
    top.offer(3, 6);
    assertEquals(6, top.threshold());
  }
}
