package dev.sluice.retrieval;

import dev.sluice.core.NearVectors;
import dev.sluice.core.ScoredDoc;
import dev.sluice.core.VectorIndex;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * The nearest vectors by a {@link VectorIndex}: more than are wanted are asked for and scored
 * exactly, until no vector that was left out can be among the best. So the answer is the one of a
 * scan of all vectors, ties included, where the index goes by the cosine; where it goes by another
 * measure it is the best of several times as many as are wanted.
 */
final class IndexedVectors {
  /** Asked for besides those wanted, so that usually one question is enough. */
  private static final int MARGIN = 16;

  private static final int GROWTH = 4;

  /** Far above what a cosine in 32-bit floats is off by. */
  private static final double TOLERANCE = 1e-4;

  private final VectorIndex index;
  private final AtomicBoolean warned = new AtomicBoolean();
  private final AtomicLong filtered = new AtomicLong();

  IndexedVectors(VectorIndex index) {
    this.index = index;
  }

  VectorIndex index() {
    return index;
  }

  /** How many searches had more candidates than the index can be told of. */
  long filteredSearches() {
    return filtered.get();
  }

  /**
   * The n best, or empty if that takes more than the index can be asked for.
   *
   * @param candidates the doc ids that count, null for all
   * @param allowed which of these may be returned
   */
  Optional<List<ScoredDoc>> top(
      float[] vector, int n, int[] candidates, IntPredicate allowed, Consumer<String> notes) {
    if (candidates == null || candidates.length <= index.maxCandidates()) {
      return search(vector, n, candidates, allowed, notes);
    }
    filtered.incrementAndGet();
    if (warned.compareAndSet(false, true)) {
      notes.accept(
          candidates.length
              + " candidates are more than the "
              + index.maxCandidates()
              + " that the vector extension is told of: its answers are filtered");
    }
    int[] sorted = candidates.clone();
    Arrays.sort(sorted);
    IntPredicate among = docId -> Arrays.binarySearch(sorted, docId) >= 0;
    return search(vector, n, null, allowed.and(among), notes);
  }

  private Optional<List<ScoredDoc>> search(
      float[] vector, int n, int[] candidates, IntPredicate allowed, Consumer<String> notes) {
    int most = index.maxNeighbours();
    for (long fetch = (long) n + MARGIN; fetch <= most; fetch = next(fetch, most)) {
      NearVectors near = index.nearest(vector, (int) fetch, candidates);
      var stored = new StoredVectors(near.vectors());
      var query = new CosineQuery(vector, stored.dims());
      List<ScoredDoc> best = DenseRanking.nearest(stored, query, n, allowed);
      if (near.areAll() || isSettled(best, n, fetch, near.bound())) {
        return Optional.of(best);
      }
    }
    notes.accept("the exact scan answered: the vector extension gives at most " + most + " rows");
    return Optional.empty();
  }

  /** Four times as many, once as many as there may be, then more than that. */
  private static long next(long fetch, int most) {
    return fetch < most ? Math.min(most, GROWTH * fetch) : (long) most + 1;
  }

  private static boolean isSettled(List<ScoredDoc> best, int n, long fetched, double bound) {
    if (best.size() < n) {
      return false;
    }
    // A vector that is stored from zeros scores 0, wherever the index puts it.
    return Double.isNaN(bound)
        ? fetched >= (long) GROWTH * n
        : best.get(n - 1).score() > Math.max(0, bound) + TOLERANCE;
  }
}
