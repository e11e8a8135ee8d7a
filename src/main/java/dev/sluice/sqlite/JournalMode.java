package dev.sluice.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Moves a database between a rollback journal and a write-ahead log.
 *
 * <p>SQLite rewrites the first page for that in a transaction of its own, whose rollback journal
 * would be a file: whoever is killed then leaves it behind, and no reader may roll it back. So that
 * transaction keeps its journal in memory. All that it changes is in the first 100 bytes of the
 * file, which a disk writes wholly or not at all.
 */
final class JournalMode {
  private static final String WAL = "wal";

  private JournalMode() {}

  static boolean isWal(Connection connection) throws SQLException {
    return set(connection, "PRAGMA journal_mode").equals(WAL);
  }

  /**
   * Has changes written to a log.
   *
   * @throws SQLException if it cannot be, because others read the file
   */
  static void toWal(Connection connection) throws SQLException {
    if (!isWal(connection)) {
      set(connection, "PRAGMA journal_mode = MEMORY");
    }
    Connections.set(connection, "journal_mode", WAL);
  }

  /**
   * Makes the log part of the file and leaves WAL mode, in which nothing is changed while others
   * have the file open.
   *
   * @return whether it is one file now
   * @throws SQLException also, of kind BUSY, if others have it open
   */
  static boolean toRollback(Connection connection) throws SQLException {
    // Closes the log before it writes the header.
    return !set(connection, "PRAGMA journal_mode = MEMORY").equals(WAL)
        && set(connection, "PRAGMA journal_mode = DELETE").equals("delete");
  }

  private static String set(Connection connection, String pragma) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(pragma)) {
      return row.next() ? row.getString(1) : "";
    }
  }
}
