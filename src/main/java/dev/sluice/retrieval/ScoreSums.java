package dev.sluice.retrieval;

import dev.sluice.core.ScoredDoc;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Sums by doc id, of one query after the other. Where few ids of a large index are added to, in a
 * form whose cost does not look at the size of the index ({@link RareSums}), else in one flat array
 * ({@link FlatSums}): what a sum is does not depend on which, as additions keep their order.
 */
final class ScoreSums {
  /**
   * From an addition for each 16 chunks on the flat array is as fast or faster: a hash table then
   * is no longer the smaller one by much, and ids are next to one another in the array.
   */
  private static final int RARE = 16;

  private static final long NEGATIVE_ZERO = Double.doubleToRawLongBits(-0.0);

  private final RareSums rare = new RareSums();
  private final FlatSums flat = new FlatSums();
  private boolean areRare;
  private long mostAdditions;
  private long additions;

  /**
   * Begins a query.
   *
   * @param chunks how many there are; what is found does not depend on it
   */
  void begin(int chunks) {
    areRare = chunks > FlatSums.INITIAL_IDS;
    mostAdditions = chunks / RARE;
    additions = 0;
  }

  /** Says how many additions are to come, besides those said before. */
  void expect(int more) {
    additions += more;
    if (!areRare) {
      return;
    }
    if (additions <= mostAdditions) {
      rare.reserve((int) additions);
    } else {
      areRare = false; // Replayed in their order, so that each sum is what it would have been.
      for (int i = 0; i < rare.size(); i++) {
        flat.add(rare.docId(i), rare.score(i));
      }
      rare.clear();
    }
  }

  void add(int docId, double score) {
    if (areRare) {
      rare.add(docId, score);
    } else {
      flat.add(docId, score);
    }
  }

  /** How many additions were said to come. */
  long additions() {
    return additions;
  }

  /**
   * Forgets the sums that cannot come to be among the k best, if no id without a sum can.
   *
   * @param more what can be added to any sum, at most
   * @param allowed which ids may be among the best
   * @return the ids of those that are left, ascending; empty if others can come to be among them
   */
  Optional<int[]> keepWithin(double more, int k, IntPredicate allowed) {
    if (additions < k) {
      return Optional.empty();
    }
    var top = new TopDocs(k);
    if (areRare) {
      rare.offer(top, allowed);
    } else {
      flat.offer(top, allowed);
    }
    double least = top.threshold() - more;
    if (!(least > 0)) {
      return Optional.empty();
    }
    return Optional.of(areRare ? rare.keepFrom(least) : flat.keepFrom(least));
  }

  /**
   * The k best of the ids that were added to. Forgets all sums.
   *
   * @param allowed which may be among them
   */
  List<ScoredDoc> takeBest(int k, IntPredicate allowed) {
    var top = new TopDocs(k);
    if (areRare) {
      rare.offer(top, allowed);
      rare.clear();
    } else {
      flat.takeBest(top, allowed);
    }
    return top.bestFirst();
  }

  /** A sum of nothing but negative zeros counts as none, as before anything was added to it. */
  static void offer(int docId, double sum, TopDocs top, IntPredicate allowed) {
    // First what rules out most.
    if (!(sum < top.threshold())
        && Double.doubleToRawLongBits(sum) != NEGATIVE_ZERO
        && allowed.test(docId)) {
      top.offer(docId, sum);
    }
  }
}
