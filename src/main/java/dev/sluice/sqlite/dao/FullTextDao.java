package dev.sluice.sqlite.dao;

import dev.sluice.core.Chunk;
import dev.sluice.core.FullTextWeights;
import dev.sluice.core.Mode;
import dev.sluice.core.ScoredDoc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The table {@code chunks_fts}, joined with {@code chunks}. Every statement makes the planner start
 * from the full-text index: to start at chunks means to probe it once per row, which takes a
 * thousand times as long.
 *
 * <p>{@code match} is in the query language of FTS5, and the seven numbers before it are the
 * weights of the columns.
 */
public interface FullTextDao {

  /** The best matches, best first, then by doc id: every match is looked up in chunks. */
  @Scan(
      sql =
          "SELECT c.id, -bm25(chunks_fts, 0, ?, ?, ?, ?, ?, ?, ?) * COALESCE(c.weight, 1) AS score"
              + " FROM chunks_fts CROSS JOIN chunks AS c ON c.id = chunks_fts.rowid"
              + " WHERE chunks_fts MATCH ? AND +c.mode = ?"
              + " ORDER BY score DESC, c.id LIMIT ?",
      into = ScoreScanner.class)
  List<ScoredDoc> search(FullTextWeights weights, String match, Mode mode, int limit);

  /**
   * Those of some chunks that match, by doc id. The unary plus keeps the full-text index from being
   * asked once for each of them.
   */
  @Scan(
      sql =
          "SELECT c.id, -bm25(chunks_fts, 0, ?, ?, ?, ?, ?, ?, ?) * COALESCE(c.weight, 1)"
              + " FROM chunks_fts CROSS JOIN chunks AS c ON c.id = chunks_fts.rowid"
              + " WHERE chunks_fts MATCH ? AND +chunks_fts.rowid IN (<list>) AND +c.mode = ?"
              + " ORDER BY c.id",
      into = ScoreScanner.class)
  List<ScoredDoc> among(FullTextWeights weights, String match, int[] docIds, Mode mode);

  /** How many rows and how many terms in all there are, of every mode. */
  @Scan(sql = "SELECT block FROM chunks_fts_data WHERE id = 1", into = TotalsScanner.class)
  Totals totals();

  /** The number of terms of each row with an id from {@code first} to {@code last}. */
  @Scan(
      sql = "SELECT id, sz FROM chunks_fts_docsize WHERE id BETWEEN ? AND ? ORDER BY id",
      into = SizesScanner.class)
  DocValues sizes(int first, int last);

  /** What BM25 needs of the table as a whole. */
  record Totals(long rows, long terms) {}

  /**
   * Reads the record of totals: the number of rows, and that of the terms of each column, as
   * integers of variable length. FTS5 has kept both formats since its first release.
   */
  final class TotalsScanner implements RowScanner<Totals> {
    private Totals totals = new Totals(0, 0);

    TotalsScanner() {}

    @Override
    public void scan(ResultSet rows) throws SQLException {
      if (rows.next()) {
        var numbers = new Varints(rows.getBytes(1));
        totals = new Totals(numbers.next(), numbers.sum());
      }
    }

    @Override
    public Totals result() {
      return totals;
    }
  }

  /** Reads rows of an id and the number of terms of each column. */
  final class SizesScanner implements RowScanner<DocValues> {
    private final DocValues.Builder sizes = new DocValues.Builder();

    SizesScanner() {}

    @Override
    public void scan(ResultSet rows) throws SQLException {
      while (rows.next()) {
        sizes.add(rows.getInt(1), (double) new Varints(rows.getBytes(2)).sum());
      }
    }

    @Override
    public DocValues result() {
      return sizes.build();
    }
  }

  /**
   * What the rows of these chunks hold.
   *
   * @param name null if none, as is what follows
   */
  record FullTextRow(
      int docId,
      String file,
      String name,
      String signature,
      String kind,
      String headline,
      String doc,
      String tokens) {

    /**
     * What the row of a chunk is to hold.
     *
     * @param tokens joined by one space
     */
    public static FullTextRow of(Chunk chunk, String signature, String doc, String tokens) {
      return new FullTextRow(
          chunk.docId(),
          chunk.file(),
          chunk.name(),
          signature,
          chunk.kind(),
          chunk.headline(),
          doc,
          tokens);
    }
  }

  /** The rows of the chunks with these ids. */
  @Scan(
      sql =
          "SELECT rowid, file, name, signature, kind, headline, doc, tokens FROM chunks_fts"
              + " WHERE rowid IN (<list>)",
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
                rows.getString(6),
                rows.getString(7),
                rows.getString(8)));
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
