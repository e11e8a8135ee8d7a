package dev.sluice.sqlite;

import dev.sluice.core.Mode;
import dev.sluice.schema.Role;
import dev.sluice.sqlite.SqliteGate.Look;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
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
