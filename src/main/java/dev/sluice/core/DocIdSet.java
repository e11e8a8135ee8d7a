package dev.sluice.core;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The doc ids that may be hits, as a filter that can be enumerated: a store may then look at these
 * alone. Immutable.
 */
public final class DocIdSet implements IntPredicate {
  private final int[] docIds;

  private DocIdSet(int[] docIds) {
    this.docIds = docIds;
  }

  /** The set of some ids, in any order and with any repeats. */
  public static DocIdSet of(int... docIds) {
    return new DocIdSet(Arrays.stream(docIds).sorted().distinct().toArray());
  }

  @Override
  public boolean test(int docId) {
    return Arrays.binarySearch(docIds, docId) >= 0;
  }

  public int size() {
    return docIds.length;
  }

  /** Ascending; a copy. */
  public int[] toArray() {
    return docIds.clone();
  }
}
