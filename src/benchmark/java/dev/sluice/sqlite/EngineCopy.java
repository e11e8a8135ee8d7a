package dev.sluice.sqlite;

import dev.sluice.schema.DeclaredSchema;
import dev.sluice.schema.Table;
import dev.sluice.schema.TableKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Collectors;

/**
 * How long SQLite alone takes for all rows of a database that is there, full text and indexes
 * included, without a journal: {@code INSERT .. SELECT} for each table, then the indexes. Java only
 * names the statements, so this is what a build can hope for on one core.
 */
public final class EngineCopy {
  private static final String[] FAST = {
    "PRAGMA journal_mode=OFF",
    "PRAGMA synchronous=0",
    "PRAGMA locking_mode=exclusive",
    "PRAGMA cache_size=-65536",
  };

  private EngineCopy() {}

  /**
   * Prints the seconds from opening the new file to having it complete.
   *
   * @param args the database, and the file to be made, which must not exist
   */
  public static void main(String[] args) throws SQLException, IOException {
    Path to = Path.of(args[1]);
    DriverManager.getConnection("jdbc:sqlite::memory:").close(); // Loads the engine.
    long start = System.nanoTime();
    try (Connection connection = newDatabase(to)) {
      copy(Path.of(args[0]), connection);
    }
    System.out.println((System.nanoTime() - start) / 1e9);
    Files.delete(to);
  }

  /** An empty file as fast as SQLite can fill one, and as little safe. */
  static Connection newDatabase(Path file) throws SQLException {
    Connection connection = Connections.builder(file);
    for (String setting : FAST) {
      Connections.execute(connection, setting);
    }
    return connection;
  }

  private static void copy(Path from, Connection connection) throws SQLException {
    Connections.attachToRead(connection, from, "old");
    Connections.execute(connection, "BEGIN");
    for (String statement : DeclaredSchema.tableStatements()) {
      Connections.execute(connection, statement);
    }
    for (Table table : DeclaredSchema.catalog().tables()) {
      if (table.kind() != TableKind.SHADOW) {
        Connections.execute(connection, rows(table));
      }
    }
    for (String statement : DeclaredSchema.indexStatements()) {
      Connections.execute(connection, statement);
    }
    Connections.execute(connection, "COMMIT");
  }

  private static String rows(Table table) {
    if (table.kind() != TableKind.VIRTUAL) {
      return "INSERT INTO %1$s SELECT * FROM old.%1$s".formatted(table.name());
    }
    String columns =
        table.arguments().stream()
            .skip(1)
            .filter(argument -> !argument.contains("="))
            .map(argument -> argument.replace(" UNINDEXED", ""))
            .collect(Collectors.joining(", ", "rowid, ", ""));
    return "INSERT INTO %1$s (%2$s) SELECT %2$s FROM old.%1$s".formatted(table.name(), columns);
  }
}
