package dev.sluice.retrieval;

import dev.sluice.core.ScoredDoc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): a document's score is the sum over
 * the lists that hold it of {@code weight / (60 + rank)}, ranks from 1. Only ranks count, so lists
 * whose scores cannot be compared can be fused.
 */
public final class ReciprocalRankFusion {
  private static final int RANK_CONSTANT = 60;

  private ReciprocalRankFusion() {}

  /**
   * A ranked list and how much it counts.
   *
   * @param docs best first, without repeats
   */
  public record WeightedList(List<ScoredDoc> docs, double weight) {}

  /** The k best documents of all lists, of equal scores the lower doc id first. */
  public static List<ScoredDoc> fuse(List<WeightedList> lists, int k) {
    Map<Integer, Double> scores = new HashMap<>();
    for (WeightedList list : lists) {
      for (int i = 0; i < list.docs().size(); i++) {
        scores.merge(list.docs().get(i).docId(), contribution(list.weight(), i + 1), Double::sum);
      }
    }
    var top = new TopDocs(k);
    scores.forEach(top::offer);
    return top.bestFirst();
  }

  /** What a list adds to the score of the document at the given rank, from 1. */
  public static double contribution(double weight, int rank) {
    return weight / (RANK_CONSTANT + rank);
  }
}
