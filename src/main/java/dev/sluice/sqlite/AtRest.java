package dev.sluice.sqlite;

import dev.sluice.core.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConnection;

/** How a database lies on the disk after an update. */
public enum AtRest {
  /** One file with a rollback journal. */
  SINGLE_FILE,
  /** In WAL mode, because somebody has it open; the log is empty. */
  EMPTY_LOG,
  /** In WAL mode, because somebody reads an older state; the log holds what came since. */
  LOG;

  /** How long somebody who reads an older state is waited for. */
  private static final int PATIENCE_MILLIS = 1_000;

  /**
   * Makes a log that a killed update or a reader left beside a database part of it; leaves one
   * without a log alone. For whoever holds the right to write to the index.
   *
   * @throws dev.sluice.core.SluiceException if the database cannot be opened for writing
   */
  public static AtRest settle(Path file) {
    if (!Files.exists(Connections.sibling(file, Connections.LOG))) {
      return SINGLE_FILE;
    }
    return StoreFailure.guarded(
        file,
        () -> {
          try (Connection connection = Connections.writer(file)) {
            return settle(connection);
          }
        });
  }

  /** Makes the log part of the file and leaves WAL mode, as far as others let it. */
  static AtRest settle(Connection connection) throws SQLException {
    connection.unwrap(SQLiteConnection.class).setBusyTimeout(PATIENCE_MILLIS);
    if (!JournalMode.isWal(connection)) {
      return SINGLE_FILE;
    }
    boolean held = isHeldWhileEmptied(connection);
    try {
      if (!held && JournalMode.toRollback(connection)) {
        return SINGLE_FILE;
      }
    } catch (SQLException e) {
      if (StoreFailure.kind(e) != ErrorCode.BUSY) {
        throw e;
      }
    }
    return held ? LOG : EMPTY_LOG;
  }

  /** Makes the log part of the file; whether somebody's older state kept it from being emptied. */
  private static boolean isHeldWhileEmptied(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
      return row.next() && row.getInt(1) == 1;
    }
  }
}
