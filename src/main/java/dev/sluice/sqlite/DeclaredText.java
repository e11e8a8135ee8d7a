package dev.sluice.sqlite;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.DeclaredSchema;
import dev.sluice.schema.Table;
import dev.sluice.schema.TableKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Tells tables that the statements of {@code schema/*.sql} made, as most are: SQLite keeps the text
 * of each and makes of it what it reports, so equal tokens are equal tables. To compare them takes
 * a twentieth of what it takes to have SQLite report.
 */
final class DeclaredText {
  // SQLite refuses a database where the table of a row is not that of its text. It reads a text to
  // the first NUL, as format() does.
  private static final String STATEMENTS =
      "SELECT format('%s', tbl_name), format('%s', sql) FROM sqlite_schema WHERE sql IS NOT NULL";

  /** The normal form of each declared statement by its text as SQLite keeps it. */
  private static final Map<String, String> NORMAL_FORMS = new HashMap<>();

  /** The normal forms of the statements of each declared table, by its name. */
  private static final Map<String, Set<String>> DECLARED = new HashMap<>();

  static {
    Catalog catalog = DeclaredSchema.catalog();
    List<String> tables = DeclaredSchema.tableStatements();
    List<String> indexes = DeclaredSchema.indexStatements();
    for (int i = 0; i < tables.size(); i++) {
      Table table = catalog.tables().get(i);
      declare(table.name(), asStored(tables.get(i)));
      if (table.kind() == TableKind.VIRTUAL) {
        partsAsStored(table).forEach(part -> declare(table.name(), part));
      }
    }
    for (int i = 0; i < indexes.size(); i++) {
      declare(catalog.indexes().get(i).table(), asStored(indexes.get(i)));
    }
  }

  private DeclaredText() {}

  private static void declare(String table, String text) {
    String form = StatementText.normalForm(text);
    NORMAL_FORMS.put(text, form);
    DECLARED.computeIfAbsent(table, t -> new HashSet<>()).add(form);
  }

  /** Without the comments before it and the semicolon after. */
  private static String asStored(String file) {
    int start = file.startsWith("CREATE ") ? 0 : file.indexOf("\nCREATE ") + 1;
    return file.substring(start, file.lastIndexOf(';'));
  }

  /** As FTS5 makes them; where it ever makes others, SQLite is asked what they are. */
  private static Stream<String> partsAsStored(Table table) {
    long columns = table.arguments().stream().skip(1).filter(a -> !a.contains("=")).count();
    String values =
        LongStream.range(0, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
    return Stream.of(
            "_config'(k PRIMARY KEY, v) WITHOUT ROWID",
            "_content'(id INTEGER PRIMARY KEY, " + values + ")",
            "_data'(id INTEGER PRIMARY KEY, block BLOB)",
            "_docsize'(id INTEGER PRIMARY KEY, sz BLOB)",
            "_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID")
        .map(rest -> "CREATE TABLE '" + table.name() + rest);
  }

  /**
   * The names of the tables that are as declared with their indexes, since all statements on them
   * are there, whatever their spacing and comments, and nothing else is on them.
   */
  static Set<String> unchangedTables(Connection connection) throws SQLException {
    var found = new HashSet<String>();
    var changed = new HashSet<String>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(STATEMENTS)) {
      while (rows.next()) {
        String text = rows.getString(2);
        String form = NORMAL_FORMS.get(text);
        if (form == null) {
          Optional<Table> table = DeclaredSchema.catalog().owner(rows.getString(1));
          if (table.isEmpty()) {
            continue;
          }
          form = StatementText.normalForm(text);
          if (!DECLARED.get(table.get().name()).contains(form)) {
            changed.add(table.get().name());
          }
        }
        found.add(form);
      }
    }
    var unchanged = new HashSet<String>();
    DECLARED.forEach(
        (table, forms) -> {
          if (!changed.contains(table) && found.containsAll(forms)) {
            unchanged.add(table);
          }
        });
    return unchanged;
  }
}
