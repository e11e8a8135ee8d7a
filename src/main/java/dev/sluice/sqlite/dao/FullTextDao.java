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
   * The best matches before weights, best first, then by doc id; only these are looked up in
   * chunks. A LEFT JOIN, so that matches without a chunk are seen to be there.
   */
  @Scan(
      sql =
          "SELECT found.id, c.mode, found.score * COALESCE(c.weight, 1), found.score FROM"
              + " (SELECT rowid AS id, -bm25(chunks_fts, 0, ?, ?, ?, ?, ?, ?, ?) AS score"
              + " FROM chunks_fts WHERE chunks_fts MATCH ? ORDER BY score DESC, id LIMIT ?) AS found"
              + " LEFT JOIN chunks AS c ON c.id = found.id",
      into = LimitedScanner.class)
  Limited best(FullTextWeights weights, String match, int limit);

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

  /**
   * Matches of any mode, and of chunks that are not there.
   *
   * @param docs those of chunks, with their modes' names
   * @param lowest the least score before weights
   */
  record Limited(List<Match> docs, int count, double lowest) {}

  /** A match with its weighted score. */
  record Match(String mode, ScoredDoc doc) {}

  /** Reads rows of {@link #best}. */
  final class LimitedScanner implements RowScanner<Limited> {
    private final List<Match> docs = new ArrayList<>();
    private int count;
    private double lowest = Double.POSITIVE_INFINITY;

    LimitedScanner() {}

    @Override
    public void scan(ResultSet rows) throws SQLException {
      while (rows.next()) {
        String mode = rows.getString(2);
        if (mode != null) {
          docs.add(new Match(mode, new ScoredDoc(rows.getInt(1), rows.getDouble(3))));
        }
        count++;
        lowest = Math.min(lowest, rows.getDouble(4));
      }
    }

    @Override
    public Limited result() {
      return new Limited(docs, count, lowest);
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
