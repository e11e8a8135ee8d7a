package dev.sluice.core;

import java.util.Arrays;

/**
 * A growing set of doc ids: a bit set of pages of 4,096 ids, so that its memory follows the ids
 * there are even if one of them is huge.
 */
public final class DocIdBits {
  private static final int WORD_SHIFT = 6;
  private static final int PAGE_SHIFT = 12;
  private static final int WORDS = 1 << (PAGE_SHIFT - WORD_SHIFT);

  private long[][] pages = {};

  public void add(int docId) {
    addWord(docId >>> WORD_SHIFT, 1L << docId, docId);
  }

  /** Adds ids in any order; fastest if they ascend. */
  public void addAll(int[] docIds) {
    for (int i = 0; i < docIds.length; ) {
      // Neighbours share a word, which is then written once.
      int word = docIds[i] >>> WORD_SHIFT;
      long bits = 0;
      int first = i;
      for (; i < docIds.length && docIds[i] >>> WORD_SHIFT == word; i++) {
        bits |= 1L << docIds[i];
      }
      addWord(word, bits, docIds[first]);
    }
  }

  /**
   * Adds up to 64 ids at once.
   *
   * @param word the ids divided by 64
   * @param bits one for each id, the lowest for {@code 64 * word}
   */
  public void addWord(int word, long bits) {
    if (bits != 0) {
      addWord(word, bits, word << WORD_SHIFT);
    }
  }

  private void addWord(int word, long bits, int docId) {
    int page = word >>> (PAGE_SHIFT - WORD_SHIFT);
    if (page >= pages.length || pages[page] == null) {
      makePage(page, docId);
    }
    pages[page][word & (WORDS - 1)] |= bits;
  }

  /** Refuses an id that no store can hold, as the sign of damage that it is. */
  public static void requireDocId(int docId) {
    if (docId < 0) {
      throw new CorruptStoreException(
          ErrorCode.CORRUPT,
          "a posting list holds doc id " + docId + ", doc ids start at 0",
          "the index was damaged or written by another program",
          "rebuild the index with: sluice build",
          null);
    }
  }

  private void makePage(int page, int docId) {
    requireDocId(docId);
    if (page >= pages.length) {
      pages = Arrays.copyOf(pages, page + 1);
    }
    pages[page] = new long[WORDS];
  }

  /** The ids, ascending. */
  public int[] toArray() {
    int[] docIds = new int[size()];
    int size = 0;
    for (int page = 0; page < pages.length; page++) {
      for (int word = 0; pages[page] != null && word < WORDS; word++) {
        int first = (page << PAGE_SHIFT) | (word << WORD_SHIFT);
        for (long rest = pages[page][word]; rest != 0; rest &= rest - 1) {
          docIds[size++] = first | Long.numberOfTrailingZeros(rest);
        }
      }
    }
    return docIds;
  }

  private int size() {
    int size = 0;
    for (long[] page : pages) {
      for (int word = 0; page != null && word < WORDS; word++) {
        size += Long.bitCount(page[word]);
      }
    }
    return size;
  }
}
