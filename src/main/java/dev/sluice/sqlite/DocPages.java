package dev.sluice.sqlite;

import dev.sluice.core.Mode;
import dev.sluice.core.PostingScan;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What every score needs of a chunk, of one state of the file: its length, its weight, and whether
 * it is there. Read when first needed, in pages of 64 ids, so that a question pays for the chunks
 * it meets and not for the size of the index; 14 bytes a chunk once all are there. Safe for use by
 * many threads.
 */
final class DocPages {
  private static final int SHIFT = 6;
  private static final int IDS = 1 << SHIFT;

  private final Mode mode;
  private final Map<Integer, Page> pages = new ConcurrentHashMap<>();

  DocPages(Mode mode) {
    this.mode = mode;
  }

  /** What is known of ids that share all but their last 6 bits; not changed once it is shared. */
  private static final class Page {
    final int[] lengths = new int[IDS];
    final double[] weights = new double[IDS];
    final boolean[] present = new boolean[IDS];

    Page() {
      Arrays.fill(weights, 1);
    }
  }

  private static int page(int docId) {
    return docId >> SHIFT;
  }

  private static int slot(int docId) {
    return docId & (IDS - 1);
  }

  /** Reads what is not known yet of some chunks: fastest if they ascend. */
  void load(ReadSession session, int[] docIds) {
    var missing = new TreeSet<Integer>();
    for (int i = 0; i < docIds.length; i++) {
      int page = page(docIds[i]);
      boolean looked = i > 0 && page == page(docIds[i - 1]);
      if (!looked && !pages.containsKey(page)) {
        missing.add(page);
      }
    }
    while (!missing.isEmpty()) {
      Iterator<Integer> rest = missing.iterator();
      int first = rest.next();
      int last = first;
      rest.remove();
      while (rest.hasNext() && missing.first() == last + 1) {
        last = rest.next();
        rest.remove();
      }
      load(session, first, last);
    }
  }

  /** Reads pages that are neighbours in one go. */
  private void load(ReadSession session, int firstPage, int lastPage) {
    int first = firstPage << SHIFT;
    int last = (lastPage << SHIFT) + IDS - 1;
    Page[] read = new Page[lastPage - firstPage + 1];
    Arrays.setAll(read, i -> new Page());
    session
        .docLengths()
        .lengths(mode, first, last)
        .forEach((id, length) -> read[page(id - first)].lengths[slot(id)] = (int) length);
    session
        .chunks()
        .weights(first, last, mode)
        .forEach(
            (id, weight) -> {
              Page page = read[page(id - first)];
              page.weights[slot(id)] = weight;
              page.present[slot(id)] = true;
            });
    for (int i = 0; i < read.length; i++) {
      pages.put(firstPage + i, read[i]);
    }
  }

  /**
   * Shows the postings of a list, without those of ids that have no chunk.
   *
   * @param list of chunks that were loaded
   */
  void show(StoredList list, PostingScan scan) {
    int[] docIds = list.docIds();
    int[] frequencies = list.frequencies();
    Page page = null;
    for (int i = 0; i < docIds.length; i++) {
      int docId = docIds[i];
      if (page == null || page(docId) != page(docIds[i - 1])) {
        page = pages.get(page(docId));
      }
      int slot = slot(docId);
      if (page.present[slot]) {
        scan.posting(docId, frequencies[i], page.lengths[slot], page.weights[slot]);
      }
    }
  }

  int[] lengths(ReadSession session, int[] docIds) {
    load(session, docIds);
    int[] lengths = new int[docIds.length];
    Arrays.setAll(lengths, i -> pages.get(page(docIds[i])).lengths[slot(docIds[i])]);
    return lengths;
  }

  double[] weights(ReadSession session, int[] docIds) {
    load(session, docIds);
    double[] weights = new double[docIds.length];
    Arrays.setAll(weights, i -> pages.get(page(docIds[i])).weights[slot(docIds[i])]);
    return weights;
  }

  /** Ascending and without repeats. What is not known is asked for by id, and not kept. */
  int[] existing(ReadSession session, int[] docIds) {
    boolean known = Arrays.stream(docIds).allMatch(id -> pages.containsKey(page(id)));
    return known
        ? Arrays.stream(docIds)
            .filter(id -> pages.get(page(id)).present[slot(id)])
            .sorted()
            .distinct()
            .toArray()
        : session.chunks().existing(docIds, mode);
  }
}
