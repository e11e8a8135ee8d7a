package dev.sluice.sqlite;

import dev.sluice.core.Postings;

/**
 * The posting list of a term, as it is kept. Its arrays are shared with whoever asks for it.
 *
 * @param frequencies parallel to {@code docIds} for tokens, empty for phrases and chargrams; of
 *     full text what {@link TermOccurrences} says
 */
record StoredList(int[] docIds, int[] frequencies) {
  private static final int[] NO_FREQUENCIES = {};

  static final StoredList NONE = new StoredList(new int[0], NO_FREQUENCIES);

  static StoredList of(Postings postings) {
    return new StoredList(postings.docIds(), postings.frequencies());
  }

  static StoredList of(int[] docIds) {
    return new StoredList(docIds, NO_FREQUENCIES);
  }

  Postings postings() {
    return new Postings(docIds, frequencies);
  }

  long numbers() {
    return (long) docIds.length + frequencies.length;
  }
}
