package dev.sluice.sqlite.dao;

import dev.sluice.core.Mode;
import dev.sluice.core.Postings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The tables {@code token_postings}, {@code phrase_postings} and {@code chargram_postings}. */
public interface PostingsDao {

  /** The posting lists of the tokens with these ids, by token id; a token without one is absent. */
  @Scan(
      sql =
          "SELECT token_id, doc_id, tf FROM token_postings"
              + " WHERE mode = ? AND token_id IN (<list>) ORDER BY token_id, doc_id",
      into = PostingsScanner.class)
  Map<Integer, Postings> tokens(Mode mode, int[] tokenIds);

  /** The chunks of the phrases with these ids, ascending, by phrase id. */
  @Scan(
      sql =
          "SELECT phrase_id, doc_id FROM phrase_postings"
              + " WHERE mode = ? AND phrase_id IN (<list>) ORDER BY phrase_id, doc_id",
      into = DocsScanner.class)
  Map<Integer, int[]> phrases(Mode mode, int[] phraseIds);

  /** The chunks of the chargrams with these ids, ascending, by chargram id. */
  @Scan(
      sql =
          "SELECT gram_id, doc_id FROM chargram_postings"
              + " WHERE mode = ? AND gram_id IN (<list>) ORDER BY gram_id, doc_id",
      into = DocsScanner.class)
  Map<Integer, int[]> chargrams(Mode mode, int[] gramIds);

  /** Reads rows of term id, doc id and frequency, sorted. */
  final class PostingsScanner implements RowScanner<Map<Integer, Postings>> {
    private final Map<Integer, Postings> lists = new HashMap<>();
    private final IntList docIds = new IntList();
    private final IntList frequencies = new IntList();

    PostingsScanner() {}

    @Override
    public void scan(ResultSet rows) throws SQLException {
      boolean more = rows.next();
      while (more) {
        int termId = rows.getInt(1);
        do {
          docIds.add(rows.getInt(2));
          frequencies.add(rows.getInt(3));
          more = rows.next();
        } while (more && rows.getInt(1) == termId);
        lists.put(termId, new Postings(docIds.take(), frequencies.take()));
      }
    }

    @Override
    public Map<Integer, Postings> result() {
      return lists;
    }
  }

  /** Reads rows of term id and doc id, sorted. */
  final class DocsScanner implements RowScanner<Map<Integer, int[]>> {
    private final Map<Integer, int[]> lists = new HashMap<>();
    private final IntList docIds = new IntList();

    DocsScanner() {}

    @Override
    public void scan(ResultSet rows) throws SQLException {
      boolean more = rows.next();
      while (more) {
        int termId = rows.getInt(1);
        do {
          docIds.add(rows.getInt(2));
          more = rows.next();
        } while (more && rows.getInt(1) == termId);
        lists.put(termId, docIds.take());
      }
    }

    @Override
    public Map<Integer, int[]> result() {
      return lists;
    }
  }
}
