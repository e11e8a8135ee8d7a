package dev.sluice.sqlite.dao;

import dev.sluice.core.CorruptStoreException;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.Mode;
import dev.sluice.core.Postings;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The tables {@code token_postings}, {@code phrase_postings} and {@code chargram_postings}, a list
 * at a time: rows of many lists would carry their term id each, which took a sixth of the time.
 */
public interface PostingsDao {

  /** The posting list of a token; empty if there is none. */
  @Scan(
      sql = "SELECT doc_id, tf FROM token_postings WHERE mode = ? AND token_id = ? ORDER BY doc_id",
      into = PostingsScanner.class)
  Postings token(Mode mode, int tokenId);

  /** The chunks of a phrase, ascending. */
  @Scan(
      sql = "SELECT json_group_array(doc_id) FROM phrase_postings WHERE mode = ? AND phrase_id = ?",
      into = IdArrayScanner.class)
  int[] phrase(Mode mode, int phraseId);

  /** The chunks of a chargram, ascending. */
  @Scan(
      sql = "SELECT json_group_array(doc_id) FROM chargram_postings WHERE mode = ? AND gram_id = ?",
      into = IdArrayScanner.class)
  int[] chargram(Mode mode, int gramId);

  /** Reads rows of doc id and frequency, sorted. */
  final class PostingsScanner implements RowScanner<Postings> {
    private final IntList docIds = new IntList();
    private final IntList frequencies = new IntList();

    PostingsScanner() {}

    @Override
    public void scan(ResultSet rows) throws SQLException {
      while (rows.next()) {
        int frequency = rows.getInt(2);
        if (frequency < 1) {
          throw new CorruptStoreException(
              ErrorCode.CORRUPT,
              "a posting list says that a token is " + frequency + " times in a chunk that has it",
              "the index was damaged or written by another program",
              "rebuild the index with: sluice build",
              null);
        }
        docIds.add(rows.getInt(1));
        frequencies.add(frequency);
      }
    }

    @Override
    public Postings result() {
      return new Postings(docIds.take(), frequencies.take());
    }
  }
}
