package dev.sluice.sqlite;

import dev.sluice.sqlite.dao.FullTextDao.FullTextRow;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a database still holds of chunks that are about to be written anew: their rows of full text,
 * and the postings that those tell of. An edit leaves most of them as they were, and each that
 * stays is two or three pages less to write.
 */
final class FormerChunks {
  /**
   * More chunks than this are removed as a whole before any is written: some 10 KB each while their
   * rows are kept.
   */
  static final int MAX = 1_000;

  private final Map<Integer, FullTextRow> rows = new HashMap<>();
  private final Set<TermKind> kinds = EnumSet.noneOf(TermKind.class);

  /** Takes what the row of a chunk holds. */
  void keep(FullTextRow row) {
    rows.put(row.docId(), row);
  }

  /** Says of which kinds the postings that the rows tell of are still there. */
  void keepPostings(Set<TermKind> derivable) {
    kinds.addAll(derivable);
  }

  /** Whether anything is left of a chunk. */
  boolean has(int docId) {
    return rows.containsKey(docId);
  }

  /** The row of full text; null if there is none any more. */
  FullTextRow fullText(int docId) {
    return rows.get(docId);
  }

  /** The terms of the postings that are left, with how often each occurs. */
  Map<String, Integer> terms(TermKind kind, int docId) {
    FullTextRow row = kinds.contains(kind) ? rows.get(docId) : null;
    return row == null ? Map.of() : TermSource.of(row).frequencies(kind);
  }
}
