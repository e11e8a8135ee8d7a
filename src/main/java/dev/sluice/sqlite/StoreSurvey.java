package dev.sluice.sqlite;

import dev.sluice.core.Mode;
import dev.sluice.schema.Role;
import dev.sluice.sqlite.SqliteGate.Look;
import dev.sluice.sqlite.ann.VectorTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a database that passes the gate as one to write to holds, looked at without changing a byte
 * of it or of anything beside it.
 */
public final class StoreSurvey {
  private final Path file;

  public StoreSurvey(Path file) {
    this.file = file;
  }

  private <T> T look(Look<T> look) {
    return SqliteGate.lookAs(Role.WRITER, file, look);
  }

  /** How many chunks there are of each mode, known or not. */
  public Map<String, Long> chunksByMode() {
    return look(
        connection -> {
          var counts = new LinkedHashMap<String, Long>();
          try (var statement = connection.createStatement();
              ResultSet rows =
                  statement.executeQuery("SELECT mode, COUNT(*) FROM chunks GROUP BY mode")) {
            while (rows.next()) {
              counts.put(String.valueOf(rows.getString(1)), rows.getLong(2));
            }
          }
          return counts;
        });
  }

  /**
   * What a table or an index takes of the file, as SQLite's dbstat counts it.
   *
   * @param table whose index it is, or itself
   * @param unusedBytes of its pages, that hold nothing
   */
  public record ObjectSize(
      String name, boolean index, String table, long pages, long bytes, long unusedBytes) {}

  /** Every table and index, the largest first. Reads every page of the file. */
  public List<ObjectSize> objects() {
    return look(
        connection -> {
          var objects = new ArrayList<ObjectSize>();
          try (var statement = connection.createStatement();
              ResultSet rows = statement.executeQuery(OBJECTS)) {
            while (rows.next()) {
              objects.add(
                  new ObjectSize(
                      rows.getString(1),
                      rows.getBoolean(2),
                      rows.getString(3),
                      rows.getLong(4),
                      rows.getLong(5),
                      rows.getLong(6)));
            }
          }
          return objects;
        });
  }

  private static final String OBJECTS =
      """
      SELECT d.name, coalesce(s.type = 'index', 0), coalesce(s.tbl_name, d.name),
             d.pageno, d.pgsize, d.unused
      FROM dbstat d LEFT JOIN sqlite_schema s ON s.name = d.name
      WHERE d.aggregate = TRUE
      ORDER BY d.pgsize DESC, d.name
      """;

  /** The version of its schema. */
  public int version() {
    return look(CatalogObserver::userVersion);
  }

  /** How many tokens the chunks of a mode have together. */
  public long tokens(Mode mode) {
    return look(
        connection -> {
          String sql = "SELECT coalesce(SUM(len), 0) FROM doc_lengths WHERE mode = ?";
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, mode.id());
            try (ResultSet row = statement.executeQuery()) {
              row.next();
              return row.getLong(1);
            }
          }
        });
  }

  /** Whether there is a table of the vector extension. */
  public boolean holds(VectorTable vectorTable) {
    return look(vectorTable::isIn);
  }

  /** The rows of a mode in each declared table. */
  public Map<String, Long> counts(Mode mode) {
    return look(connection -> StoreContents.counts(connection, mode));
  }

  /** Takes what tells a chunk from others. */
  public interface ChunkSink {
    void chunk(String file, String chunkId, Integer startLine, Integer endLine);
  }

  /** Gives every chunk of a mode to the sink, in the order of doc ids. */
  public void chunks(Mode mode, ChunkSink sink) {
    look(
        connection -> {
          chunks(connection, mode, sink);
          return null;
        });
  }

  private static void chunks(Connection connection, Mode mode, ChunkSink sink) throws SQLException {
    // The plus keeps SQLite from the index, by which it would visit every page at random.
    String sql = "SELECT file, chunk_id, startLine, endLine FROM chunks WHERE +mode = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, mode.id());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          sink.chunk(
              String.valueOf(rows.getString(1)),
              rows.getString(2),
              (Integer) rows.getObject(3),
              (Integer) rows.getObject(4));
        }
      }
    }
  }
}
