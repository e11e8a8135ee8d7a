package dev.sluice.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * SQLite's own check of a whole database, taken apart so that two cores share it: each table with
 * its indexes by itself, and then what no check of one table can see, that every page belongs to
 * just one of them. It only tells whether all is well. Whatever it finds or fails at, the check in
 * one piece finds or fails at too, and tells what it is.
 */
final class PartedCheck {
  private final List<String> parts;
  private final AtomicInteger next = new AtomicInteger();
  private volatile boolean failed;

  private PartedCheck(List<String> parts) {
    this.parts = parts;
  }

  /**
   * Checks a database, in pages of Sluice's size, that nobody writes to meanwhile.
   *
   * @param connection to {@code file}, used by this thread alone
   * @param pragma {@code quick_check} or {@code integrity_check}
   * @return whether it is sound; false too where that cannot be told in parts
   */
  static boolean passes(Path file, Connection connection, String pragma) {
    PartedCheck check;
    try {
      if (Connections.number(connection, "PRAGMA freelist_count") > 0
          || Connections.number(connection, "PRAGMA auto_vacuum") > 0) {
        return false; // Pages in no table: only the check in one piece looks at those.
      }
      check = new PartedCheck(parts(connection, pragma));
    } catch (SQLException e) {
      return false;
    }
    var beside =
        CompletableFuture.runAsync(
            () -> check.run(file), work -> new Thread(work, "sluice-check").start());
    try {
      check.run(connection);
    } finally {
      beside.join();
    }
    return !check.failed;
  }

  /** The longest first, so that both end at about the same time. */
  private static List<String> parts(Connection connection, String pragma) throws SQLException {
    var parts = new ArrayList<String>();
    try (Statement statement = connection.createStatement();
        ResultSet tables =
            statement.executeQuery(
                """
                SELECT name FROM sqlite_schema WHERE type = 'table' AND name IS NOT 'chunks_fts'
                UNION ALL SELECT 'sqlite_schema'
                """)) {
      parts.add("PRAGMA " + pragma + "(chunks_fts)");
      parts.add(pagesPart(connection));
      while (tables.next()) {
        parts.add("PRAGMA " + pragma + "(\"" + tables.getString(1).replace("\"", "\"\"") + "\")");
      }
    }
    return parts;
  }

  private static String pagesPart(Connection connection) throws SQLException {
    long pages = Connections.number(connection, "PRAGMA page_count");
    long used = pages < PageAppender.LOCK_PAGE ? pages : pages - 1;
    return "SELECT iif(COUNT(*) = %d AND COUNT(DISTINCT pageno) = %d, 'ok', 'pages') FROM dbstat"
        .formatted(used, used);
  }

  private void run(Path file) {
    try (Connection connection = Connections.untouching(file)) {
      run(connection);
    } catch (SQLException | IOException e) {
      failed = true;
    }
  }

  private void run(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      for (int part; !failed && (part = next.getAndIncrement()) < parts.size(); ) {
        try (ResultSet rows = statement.executeQuery(parts.get(part))) {
          while (rows.next()) {
            if (!rows.getString(1).equals("ok")) {
              failed = true;
            }
          }
        }
      }
    } catch (SQLException e) {
      failed = true;
    }
  }
}
