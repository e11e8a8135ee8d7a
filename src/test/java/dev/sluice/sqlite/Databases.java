package dev.sluice.sqlite;

import dev.sluice.schema.DeclaredSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Databases for tests, made of the declared schema. */
final class Databases {
  private Databases() {}

  /** An empty database of the declared schema and version, and then the statements. */
  static Path create(Path file, String... statements) throws SQLException {
    try (Connection connection = Connections.builder(file)) {
      for (String sql : DeclaredSchema.tableStatements()) {
        execute(connection, sql);
      }
      for (String sql : DeclaredSchema.indexStatements()) {
        execute(connection, sql);
      }
      execute(connection, "PRAGMA user_version = " + DeclaredSchema.version());
      for (String sql : statements) {
        execute(connection, sql);
      }
    }
    return file;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
