package dev.sluice.retrieval;

import dev.sluice.core.CorruptStoreException;
import dev.sluice.core.ErrorCode;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The union of ascending lists of doc ids, which also tells where in the union an id is: a bit set
 * with the number of ids before each word. Made of pages of 4,096 ids, so that its memory follows
 * the ids there are even if one of them is huge.
 */
final class DocIdUnion {
  private static final int PAGE_SHIFT = 12;
  private static final int WORD_SHIFT = 6;
  private static final int WORDS = 1 << (PAGE_SHIFT - WORD_SHIFT);

  private final long[][] pages;
  private final int[][] ranks;
  private final int[] docIds;

  /**
   * @param lists each ascending
   * @param allowed which ids to keep; asked once for each id
   */
  DocIdUnion(List<int[]> lists, IntPredicate allowed) {
    pages = new long[pageCount(lists)][];
    lists.forEach(this::add);
    retain(allowed);
    ranks = new int[pages.length][];
    docIds = new int[rank()];
    fillDocIds();
  }

  /** Ascending, without repeats; the array itself, do not write to it. */
  int[] docIds() {
    return docIds;
  }

  /** The index of an id in {@link #docIds}, or -1. Ids must be of one of the lists. */
  int slotOf(int docId) {
    int page = docId >>> PAGE_SHIFT;
    int word = wordOf(docId);
    long bits = pages[page][word];
    long bit = 1L << docId;
    return (bits & bit) == 0 ? -1 : ranks[page][word] + Long.bitCount(bits & (bit - 1));
  }

  private static int pageCount(List<int[]> lists) {
    int count = 0;
    for (int[] list : lists) {
      if (list.length > 0) {
        requireDocId(list[0]);
        count = Math.max(count, (list[list.length - 1] >>> PAGE_SHIFT) + 1);
      }
    }
    return count;
  }

  private static void requireDocId(int docId) {
    if (docId < 0) {
      throw new CorruptStoreException(
          ErrorCode.CORRUPT,
          "a posting list holds doc id " + docId + ", doc ids start at 0",
          "the index was damaged or written by another program",
          "rebuild the index with: sluice build",
          null);
    }
  }

  private void add(int[] list) {
    for (int docId : list) {
      int page = docId >>> PAGE_SHIFT;
      if (pages[page] == null) {
        pages[page] = new long[WORDS];
      }
      pages[page][wordOf(docId)] |= 1L << docId;
    }
  }

  private void retain(IntPredicate allowed) {
    forEachWord(
        (page, word) -> {
          for (long rest = pages[page][word]; rest != 0; rest &= rest - 1) {
            if (!allowed.test(docId(page, word, rest))) {
              pages[page][word] &= ~Long.lowestOneBit(rest);
            }
          }
        });
  }

  /** Fills {@link #ranks} and returns how many ids there are. */
  private int rank() {
    int rank = 0;
    for (int page = 0; page < pages.length; page++) {
      if (pages[page] != null) {
        ranks[page] = new int[WORDS];
        for (int word = 0; word < WORDS; word++) {
          ranks[page][word] = rank;
          rank += Long.bitCount(pages[page][word]);
        }
      }
    }
    return rank;
  }

  private void fillDocIds() {
    forEachWord(
        (page, word) -> {
          int slot = ranks[page][word];
          for (long rest = pages[page][word]; rest != 0; rest &= rest - 1) {
            docIds[slot++] = docId(page, word, rest);
          }
        });
  }

  private interface WordVisitor {
    void visit(int page, int word);
  }

  private void forEachWord(WordVisitor visitor) {
    for (int page = 0; page < pages.length; page++) {
      if (pages[page] != null) {
        for (int word = 0; word < WORDS; word++) {
          visitor.visit(page, word);
        }
      }
    }
  }

  private static int wordOf(int docId) {
    return (docId >>> WORD_SHIFT) & (WORDS - 1);
  }

  private static int docId(int page, int word, long bits) {
    return (page << PAGE_SHIFT) | (word << WORD_SHIFT) | Long.numberOfTrailingZeros(bits);
  }
}
