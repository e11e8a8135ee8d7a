package dev.sluice.sqlite.dao;

import dev.sluice.core.Chunk;
import dev.sluice.core.ChunkSummary;
import dev.sluice.core.Mode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The table {@code chunks}. In queries by id the mode carries a unary plus, so that the planner
 * uses the rowid and not an index that begins with the mode.
 */
public interface ChunksDao {

  /** The chunks with these ids, by ascending id. */
  @Scan(
      sql =
          "SELECT id, chunk_id, file, start, end, startLine, endLine, ext, kind, name, headline,"
              + " preContext, postContext, weight, tokens, ngrams, codeRelations, docmeta, stats,"
              + " complexity, lint, externalDocs, last_modified, last_author, churn, chunk_authors,"
              + " mode FROM chunks WHERE id IN (<list>) AND +mode = ? ORDER BY id",
      into = ChunkScanner.class)
  List<Chunk> find(int[] ids, Mode mode);

  /** What a result list shows of the chunks with these ids, by ascending id. */
  @Scan(
      sql =
          "SELECT id, chunk_id, file, startLine, endLine, kind, name, headline"
              + " FROM chunks WHERE id IN (<list>) AND +mode = ? ORDER BY id",
      into = SummaryScanner.class)
  List<ChunkSummary> summaries(int[] ids, Mode mode);

  /** Which of these ids there are, ascending. */
  @Scan(
      sql = "SELECT id FROM chunks WHERE id IN (<list>) AND +mode = ? ORDER BY id",
      into = IdScanner.class)
  int[] existing(int[] ids, Mode mode);

  /** The ids of the chunks of a file, ascending. */
  @Scan(
      sql = "SELECT id FROM chunks WHERE mode = ? AND file = ? ORDER BY id",
      into = IdScanner.class)
  int[] idsOf(Mode mode, String file);

  /** All ids there are, of every mode, in no order. */
  @Scan(sql = "SELECT id FROM chunks", into = IdSetScanner.class)
  BitSet ids();

  /**
   * The rank multipliers of the chunks with ids from {@code first} to {@code last}; a chunk without
   * one has 1.
   */
  @Scan(
      sql =
          "SELECT id, COALESCE(weight, 1) FROM chunks WHERE id BETWEEN ? AND ? AND +mode = ?"
              + " ORDER BY id",
      into = DocValues.Scanner.class)
  DocValues weights(int first, int last, Mode mode);

  /** Reads rows of {@link #find}. */
  final class ChunkScanner implements RowScanner<List<Chunk>> {
    private final List<Chunk> chunks = new ArrayList<>();

    ChunkScanner() {}

    @Override
    public void scan(ResultSet rows) throws SQLException {
      while (rows.next()) {
        chunks.add(
            new Chunk(
                rows.getInt(1),
                rows.getString(2),
                Mode.of(rows.getString(27)),
                rows.getString(3),
                integer(rows, 4),
                integer(rows, 5),
                integer(rows, 6),
                integer(rows, 7),
                rows.getString(8),
                rows.getString(9),
                rows.getString(10),
                rows.getString(11),
                rows.getString(12),
                rows.getString(13),
                real(rows, 14),
                rows.getString(15),
                rows.getString(16),
                rows.getString(17),
                rows.getString(18),
                rows.getString(19),
                rows.getString(20),
                rows.getString(21),
                rows.getString(22),
                rows.getString(23),
                rows.getString(24),
                real(rows, 25),
                rows.getString(26)));
      }
    }

    @Override
    public List<Chunk> result() {
      return chunks;
    }

    private static Integer integer(ResultSet rows, int column) throws SQLException {
      int value = rows.getInt(column);
      return rows.wasNull() ? null : value;
    }

    private static Double real(ResultSet rows, int column) throws SQLException {
      double value = rows.getDouble(column);
      return rows.wasNull() ? null : value;
    }
  }

  /** Reads one column of ids into a set. */
  final class IdSetScanner implements RowScanner<BitSet> {
    private final BitSet ids = new BitSet();

    IdSetScanner() {}

    @Override
    public void scan(ResultSet rows) throws SQLException {
      while (rows.next()) {
        ids.set(rows.getInt(1));
      }
    }

    @Override
    public BitSet result() {
      return ids;
    }
  }

  /** Reads rows of {@link #summaries}. */
  final class SummaryScanner implements RowScanner<List<ChunkSummary>> {
    private final List<ChunkSummary> summaries = new ArrayList<>();

    SummaryScanner() {}

    @Override
    public void scan(ResultSet rows) throws SQLException {
      while (rows.next()) {
        summaries.add(
            new ChunkSummary(
                rows.getInt(1),
                rows.getString(2),
                rows.getString(3),
                ChunkScanner.integer(rows, 4),
                ChunkScanner.integer(rows, 5),
                rows.getString(6),
                rows.getString(7),
                rows.getString(8)));
      }
    }

    @Override
    public List<ChunkSummary> result() {
      return summaries;
    }
  }
}
