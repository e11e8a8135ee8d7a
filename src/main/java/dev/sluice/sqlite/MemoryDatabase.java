package dev.sluice.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;

/** A database in memory for trying out DDL, which can reach no file and load no code. */
final class MemoryDatabase {
  /** A schema file of a megabyte is no schema. */
  private static final int MAX_STATEMENT = 1 << 20;

  private MemoryDatabase() {}

  static Connection open() throws SQLException {
    var config = new SQLiteConfig();
    config.enableLoadExtension(false);
    config.setGetGeneratedKeys(false);
    Connection connection = config.createConnection("jdbc:sqlite::memory:");
    try {
      var sqlite = connection.unwrap(SQLiteConnection.class);
      sqlite.setLimit(SQLiteLimits.SQLITE_LIMIT_ATTACHED, 0);
      sqlite.setLimit(SQLiteLimits.SQLITE_LIMIT_LENGTH, MAX_STATEMENT);
      Connections.set(connection, "trusted_schema", "0");
      return connection;
    } catch (SQLException | RuntimeException e) {
      Connections.closeAfter(connection, e);
      throw e;
    }
  }
}
