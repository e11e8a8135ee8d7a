package dev.sluice.sqlite;

import dev.sluice.schema.DeclaredSchema;
import dev.sluice.schema.Index;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The declared schema around the rows of a new database file. It has no journal and is not synced
 * while it is filled: it is nobody's yet.
 */
final class NewDatabase {
  private NewDatabase() {}

  /** Makes the tables, and begins the one transaction that fills them. */
  static void prepare(Connection connection) throws SQLException {
    // Some pragmas without the name of a database would change attached ones too.
    Connections.set(connection, "main.journal_mode", "off");
    Connections.set(connection, "main.synchronous", "0");
    Connections.set(connection, "main.locking_mode", "exclusive");
    Connections.set(connection, "main.cache_size", "-65536");
    connection.setAutoCommit(false);
    for (String sql : DeclaredSchema.tableStatements()) {
      Connections.execute(connection, sql);
    }
    for (String sql : DeclaredSchema.indexStatements(NewDatabase::growsInOrder)) {
      Connections.execute(connection, sql);
    }
  }

  /** Makes the other indexes, writes the version, and commits. */
  static void finish(Connection connection) throws SQLException {
    for (String sql : DeclaredSchema.indexStatements(index -> !growsInOrder(index))) {
      Connections.execute(connection, sql);
    }
    Connections.execute(connection, "PRAGMA user_version = " + DeclaredSchema.version());
    connection.commit();
  }

  /**
   * Postings come in the order of their indexes, so an entry is appended for less than half of what
   * sorting it afterwards costs.
   */
  private static boolean growsInOrder(Index index) {
    return index.table().endsWith("_postings");
  }
}
