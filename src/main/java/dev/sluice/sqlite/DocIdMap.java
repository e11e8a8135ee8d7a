package dev.sluice.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/**
 * Which doc id becomes which: in the order of mode, file, start and old id, counting from 0. All
 * modes of a file share its doc ids, so each gets a range of its own. Takes 12 bytes per chunk.
 */
final class DocIdMap {
  /** Where SQL finds the map. */
  static final String TABLE = "temp.compacted_docs";

  private static final String MAKE =
      "CREATE TEMP TABLE compacted_docs (new INTEGER PRIMARY KEY, old INTEGER NOT NULL, mode TEXT)";
  private static final String FILL =
      """
      INSERT INTO temp.compacted_docs (new, old, mode)
      SELECT row_number() OVER (ORDER BY mode, file, start, id) - 1, id, mode FROM source.chunks
      """;

  private final long[] oldIds;
  private final int[] newIds;

  private DocIdMap(int count) {
    oldIds = new long[count];
    newIds = new int[count];
  }

  /** Reads the order of an attached database, and makes {@link #TABLE}. */
  static DocIdMap of(Connection connection) throws SQLException {
    Connections.execute(connection, MAKE);
    try (Statement statement = connection.createStatement()) {
      var map = new DocIdMap(statement.executeUpdate(FILL));
      try (ResultSet rows =
          statement.executeQuery("SELECT old, new FROM " + TABLE + " ORDER BY old")) {
        for (int i = 0; rows.next(); i++) {
          map.oldIds[i] = rows.getLong(1);
          map.newIds[i] = rows.getInt(2);
        }
      }
      return map;
    }
  }

  /** The new id, or -1 if no chunk has the old one. */
  int newId(long oldId) {
    int at = Arrays.binarySearch(oldIds, oldId);
    return at < 0 ? -1 : newIds[at];
  }

  /** Whether nothing changes. */
  boolean isIdentity() {
    for (int i = 0; i < oldIds.length; i++) {
      if (oldIds[i] != newIds[i]) {
        return false;
      }
    }
    return true;
  }
}
