package dev.sluice.sqlite.dao;

import dev.sluice.core.Mode;
import dev.sluice.core.ScoredDoc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The table {@code chunks_fts}, joined with {@code chunks}. */
public interface FullTextDao {

  /**
   * The best matches of a full-text query, best first, then by doc id. CROSS JOIN keeps the planner
   * from starting at chunks and probing the full-text index once per row.
   *
   * @param match in the query language of FTS5
   */
  @Scan(
      sql =
          "SELECT c.id, -bm25(chunks_fts, 0, ?, ?, ?, ?, ?, ?, ?) * COALESCE(c.weight, 1) AS score"
              + " FROM chunks_fts CROSS JOIN chunks AS c ON c.id = chunks_fts.rowid"
              + " WHERE chunks_fts MATCH ? AND +c.mode = ?"
              + " ORDER BY score DESC, c.id LIMIT ?",
      into = ScoreScanner.class)
  List<ScoredDoc> search(
      double file,
      double name,
      double signature,
      double kind,
      double headline,
      double doc,
      double tokens,
      String match,
      Mode mode,
      int limit);

  /**
   * What the rows of these chunks hold.
   *
   * @param name null if none, as are signature, doc and tokens
   */
  record FullTextRow(
      int docId, String file, String name, String signature, String doc, String tokens) {}

  /** The rows of the chunks with these ids. */
  @Scan(
      sql =
          "SELECT rowid, file, name, signature, doc, tokens FROM chunks_fts WHERE rowid IN (<list>)",
      into = FullTextScanner.class)
  List<FullTextRow> rows(int[] docIds);

  /** Reads rows of {@link #rows}. */
  final class FullTextScanner implements RowScanner<List<FullTextRow>> {
    private final List<FullTextRow> found = new ArrayList<>();

    FullTextScanner() {}

    @Override
    public void scan(ResultSet rows) throws SQLException {
      while (rows.next()) {
        found.add(
            new FullTextRow(
                rows.getInt(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                rows.getString(5),
                rows.getString(6)));
      }
    }

    @Override
    public List<FullTextRow> result() {
      return found;
    }
  }

  /** Reads rows of doc id and score. */
  final class ScoreScanner implements RowScanner<List<ScoredDoc>> {
    private final List<ScoredDoc> docs = new ArrayList<>();

    ScoreScanner() {}

    @Override
    public void scan(ResultSet rows) throws SQLException {
      while (rows.next()) {
        docs.add(new ScoredDoc(rows.getInt(1), rows.getDouble(2)));
      }
    }

    @Override
    public List<ScoredDoc> result() {
      return docs;
    }
  }
}
