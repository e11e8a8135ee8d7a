package dev.sluice.sqlite;

import java.util.List;

/**
 * A term on its way into a compacted database.
 *
 * @param id counts from 0 in each mode and kind, in the order of the old ids
 * @param utf8 the term, byte for byte
 * @param docIds the new ones, ascending
 * @param frequencies parallel to {@code docIds}; null for terms that have none
 */
record CompactedTerm(int id, byte[] utf8, int[] docIds, int[] frequencies) {

  /** Some terms of one mode and kind, so that threads meet less often. */
  record Batch(String mode, TermKind kind, List<CompactedTerm> terms) {
    /** Comes after the last. */
    static final Batch END = new Batch(null, null, List.of());

    boolean isEnd() {
      return kind == null;
    }
  }
}
