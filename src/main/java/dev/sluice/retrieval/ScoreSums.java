package dev.sluice.retrieval;

import dev.sluice.core.DocIdSet;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Sums by doc id, of the ids that were added to. Made of pages of 4,096 ids, so that memory follows
 * the ids there are even if one of them is huge. Empty again after {@link #take}.
 */
final class ScoreSums {
  private static final int PAGE_SHIFT = 12;
  private static final int PAGE_IDS = 1 << PAGE_SHIFT;
  private static final int WORD_SHIFT = 6;

  /** A page to be used again; more than these are left to the garbage collector. */
  private static final int MAX_KEPT_PAGES = 256;

  private Page[] pages = {};

  /** Sums, and a bit for each id that has one. */
  private static final class Page {
    final double[] sums = new double[PAGE_IDS];
    final long[] added = new long[PAGE_IDS >> WORD_SHIFT];
  }

  /** The ids that were added to, ascending, and their sums. */
  record Scored(int[] docIds, double[] scores) {}

  void add(int docId, double score) {
    int number = docId >>> PAGE_SHIFT;
    Page page = number < pages.length ? pages[number] : null;
    if (page == null) {
      page = makePage(docId);
    }
    int at = docId & (PAGE_IDS - 1);
    page.sums[at] += score;
    page.added[at >> WORD_SHIFT] |= 1L << at;
  }

  private Page makePage(int docId) {
    DocIdSet.requireDocId(docId);
    int number = docId >>> PAGE_SHIFT;
    if (number >= pages.length) {
      pages = Arrays.copyOf(pages, number + 1);
    }
    pages[number] = new Page();
    return pages[number];
  }

  /**
   * The sums, which are then forgotten.
   *
   * @param allowed which ids to tell of; asked once for each id
   */
  Scored take(IntPredicate allowed) {
    int[] docIds = new int[size()];
    double[] scores = new double[docIds.length];
    int taken = 0;
    for (int number = 0; number < pages.length; number++) {
      Page page = pages[number];
      for (int word = 0; page != null && word < page.added.length; word++) {
        for (long rest = page.added[word]; rest != 0; rest &= rest - 1) {
          int at = word << WORD_SHIFT | Long.numberOfTrailingZeros(rest);
          int docId = number << PAGE_SHIFT | at;
          if (allowed.test(docId)) {
            docIds[taken] = docId;
            scores[taken++] = page.sums[at];
          }
          page.sums[at] = 0;
        }
        page.added[word] = 0;
      }
    }
    if (pages.length > MAX_KEPT_PAGES) {
      pages = new Page[0];
    }
    return taken == docIds.length
        ? new Scored(docIds, scores)
        : new Scored(Arrays.copyOf(docIds, taken), Arrays.copyOf(scores, taken));
  }

  private int size() {
    int size = 0;
    for (Page page : pages) {
      for (int word = 0; page != null && word < page.added.length; word++) {
        size += Long.bitCount(page.added[word]);
      }
    }
    return size;
  }
}
