package dev.sluice.sqlite.dao;

import dev.sluice.core.Mode;

/** The table {@code doc_lengths}. */
public interface DocLengthsDao {

  /** The number of words of the chunks with ids from {@code first} to {@code last}. */
  @Scan(
      sql =
          "SELECT doc_id, len FROM doc_lengths WHERE mode = ? AND doc_id BETWEEN ? AND ?"
              + " ORDER BY doc_id",
      into = DocValues.Scanner.class)
  DocValues lengths(Mode mode, int first, int last);
}
