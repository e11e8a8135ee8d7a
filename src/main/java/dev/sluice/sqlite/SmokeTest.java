package dev.sluice.sqlite;

import dev.sluice.core.Mode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The quick validation of a database: SQLite's {@code quick_check}, and the number of rows in every
 * table.
 */
public final class SmokeTest {
  private static final int MAX_PROBLEMS = 20;

  private SmokeTest() {}

  /**
   * What is wrong with a database; empty if nothing is.
   *
   * @param counts the rows of this mode that each table must have; names of declared tables only
   */
  public static List<String> run(Path file, Mode mode, Map<String, Long> counts) {
    try (Connection connection = Connections.reader(file)) {
      var problems = new ArrayList<String>();
      quickCheck(connection, problems);
      for (var expected : counts.entrySet()) {
        long found = count(connection, expected.getKey(), mode);
        if (found != expected.getValue()) {
          problems.add(
              expected.getKey() + " has " + found + " rows, expected " + expected.getValue());
        }
      }
      return problems;
    } catch (SQLException e) {
      throw StoreFailure.of(file, e);
    }
  }

  private static void quickCheck(Connection connection, List<String> problems) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA quick_check(" + MAX_PROBLEMS + ")")) {
      while (rows.next()) {
        if (!rows.getString(1).equals("ok")) {
          problems.add(rows.getString(1));
        }
      }
    }
  }

  private static long count(Connection connection, String table, Mode mode) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT COUNT(*) FROM " + table + " WHERE mode = ?")) {
      statement.setString(1, mode.id());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
