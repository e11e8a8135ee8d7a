package dev.sluice.sqlite;

import dev.sluice.schema.DeclaredSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells databases that the very statements of {@code schema/*.sql} made, as most are: SQLite keeps
 * the text of each and makes of it what it reports, so equal texts are equal catalogs. To compare
 * them takes a tenth of what it takes to have SQLite report.
 */
final class DeclaredText {
  private static final String STATEMENTS = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL";

  private static final Set<String> DECLARED = declared();

  /**
   * How the statements begin of what FTS5 makes for its table, and SQLite for statistics; catalogs
   * are compared without either.
   */
  private static final List<String> BESIDES =
      Stream.concat(
              Stream.of("data", "idx", "content", "docsize", "config")
                  .map(shadow -> "CREATE TABLE 'chunks_fts_" + shadow + "'("),
              Stream.of("CREATE TABLE sqlite_stat"))
          .toList();

  private DeclaredText() {}

  private static Set<String> declared() {
    var statements = new HashSet<String>();
    Stream.of(DeclaredSchema.tableStatements(), DeclaredSchema.indexStatements())
        .flatMap(List::stream)
        .map(DeclaredText::asStored)
        .forEach(statements::add);
    return statements;
  }

  /** Without the comments before it and the semicolon after. */
  private static String asStored(String file) {
    int start = file.startsWith("CREATE ") ? 0 : file.indexOf("\nCREATE ") + 1;
    return file.substring(start, file.lastIndexOf(';'));
  }

  /** Whether all of these statements made the database, and no others. */
  static boolean isAllOf(Connection connection) throws SQLException {
    Set<String> missing = new HashSet<>(DECLARED);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(STATEMENTS)) {
      while (rows.next()) {
        String text = rows.getString(1);
        if (!missing.remove(text) && BESIDES.stream().noneMatch(text::startsWith)) {
          return false;
        }
      }
    }
    return missing.isEmpty();
  }
}
