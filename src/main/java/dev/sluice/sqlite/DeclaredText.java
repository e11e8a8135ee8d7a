package dev.sluice.sqlite;

import dev.sluice.schema.DeclaredSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells databases whose tables the statements of {@code schema/*.sql} made, as most are: SQLite
 * keeps the text of each and makes of it what it reports, so equal tokens are equal tables. To
 * compare them takes a twentieth of what it takes to have SQLite report.
 */
final class DeclaredText {
  // SQLite refuses a database where the table of a row is not that of its text. It reads a text to
  // the first NUL, as format() does.
  private static final String STATEMENTS =
      "SELECT format('%s', tbl_name), format('%s', sql) FROM sqlite_schema WHERE sql IS NOT NULL";

  /** The normal form of each declared statement by its text as SQLite keeps it. */
  private static final Map<String, String> DECLARED =
      Stream.of(DeclaredSchema.tableStatements(), DeclaredSchema.indexStatements())
          .flatMap(List::stream)
          .map(DeclaredText::asStored)
          .collect(Collectors.toUnmodifiableMap(text -> text, StatementText::normalForm));

  private DeclaredText() {}

  /** Without the comments before it and the semicolon after. */
  private static String asStored(String file) {
    int start = file.startsWith("CREATE ") ? 0 : file.indexOf("\nCREATE ") + 1;
    return file.substring(start, file.lastIndexOf(';'));
  }

  /**
   * Whether each of these statements made its table or index, whatever its spacing and comments,
   * and nothing else is on the declared tables. Other tables and views do not matter here, as they
   * do not matter to the gate.
   */
  static boolean matches(Connection connection) throws SQLException {
    Set<String> missing = new HashSet<>(DECLARED.values());
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(STATEMENTS)) {
      while (rows.next()) {
        String text = rows.getString(2);
        String known = DECLARED.get(text);
        if (known == null) {
          if (DeclaredSchema.catalog().table(rows.getString(1)).isEmpty()) {
            continue;
          }
          known = StatementText.normalForm(text);
        }
        if (!missing.remove(known)) {
          return false;
        }
      }
    }
    return missing.isEmpty();
  }
}
