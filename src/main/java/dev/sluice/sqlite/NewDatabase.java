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
  private static final String CACHE = "main.cache_size";

  private NewDatabase() {}

  /** Begins the one transaction that fills the main database of a connection. */
  static void withoutJournal(Connection connection) throws SQLException {
    // Some pragmas without the name of a database would change attached ones too.
    Connections.set(connection, "main.journal_mode", "off");
    Connections.set(connection, "main.synchronous", "0");
    Connections.set(connection, "main.locking_mode", "exclusive");
    // Rows go to the end of their tables: pages that are used again at once stay in the caches of
    // the processor, where 64 MiB of them do not. A twentieth of a build.
    Connections.set(connection, CACHE, "-4096");
    connection.setAutoCommit(false);
  }

  /** Makes the tables, and the indexes of postings, which come in the order of these. */
  static void makeTables(Connection connection) throws SQLException {
    for (String sql : DeclaredSchema.tableStatements()) {
      Connections.execute(connection, sql);
    }
    for (String sql : DeclaredSchema.indexStatements(NewDatabase::isOfPostings)) {
      Connections.execute(connection, sql);
    }
  }

  /** Makes the other indexes, and writes the version. */
  static void makeIndexesAndVersion(Connection connection) throws SQLException {
    Connections.set(connection, CACHE, "-65536"); // What sorts may take before they go to files.
    for (String sql : DeclaredSchema.indexStatements(index -> !isOfPostings(index))) {
      Connections.execute(connection, sql);
    }
    Connections.execute(connection, "PRAGMA user_version = " + DeclaredSchema.version());
  }

  private static boolean isOfPostings(Index index) {
    return index.table().endsWith("_postings");
  }
}
