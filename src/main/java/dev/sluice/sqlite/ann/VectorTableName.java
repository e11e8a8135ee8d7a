package dev.sluice.sqlite.ann;

import dev.sluice.core.AnnConfig;
import dev.sluice.schema.DeclaredSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names of the vector table, fit for SQL: there is no other way from a setting into a
 * statement.
 */
record VectorTableName(String module, String table, String column, List<String> options) {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern OPTION =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(=[A-Za-z0-9_.-]+)?");

  /**
   * @throws IllegalArgumentException if a name or option is not safe
   */
  VectorTableName {
    requireIdentifier("module", module);
    requireIdentifier("table", table);
    requireIdentifier("column", column);
    requireFree(table);
    options = List.copyOf(options);
    for (String option : options) {
      if (!OPTION.matcher(option).matches()) {
        throw new IllegalArgumentException(
            "ann.options has " + quoted(option) + ", expected key or key=value of safe characters");
      }
    }
  }

  static VectorTableName of(AnnConfig config) {
    return new VectorTableName(config.module(), config.table(), config.column(), config.options());
  }

  private static void requireIdentifier(String key, String name) {
    if (!IDENTIFIER.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "ann." + key + " is " + quoted(name) + ", expected letters, digits and _");
    }
  }

  /** Rows of the vector table are deleted; those of another table must not be. */
  private static void requireFree(String table) {
    String name = table.toLowerCase(Locale.ROOT);
    boolean taken =
        DeclaredSchema.catalog().tables().stream()
            .map(declared -> declared.name().toLowerCase(Locale.ROOT))
            .anyMatch(declared -> name.equals(declared) || name.startsWith("chunks_fts_"));
    if (taken || name.startsWith("sqlite_")) {
      throw new IllegalArgumentException("ann.table is " + table + ", which is another table");
    }
  }

  /** A hostile value may be long, and hold what a terminal obeys. */
  private static String quoted(String value) {
    String printable = value.replaceAll("\\p{Cntrl}", "\uFFFD");
    return "'" + (printable.length() > 60 ? printable.substring(0, 60) + "..." : printable) + "'";
  }

  /**
   * The table that can be read for the row ids: with sqlite-vec one of its own, which needs no
   * extension.
   */
  String readable(Connection connection) throws SQLException {
    String rowIds = table + "_rowids";
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT 1 FROM sqlite_schema WHERE name = ?")) {
      statement.setString(1, rowIds);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? rowIds : table;
      }
    }
  }

  String insert() {
    return "INSERT INTO \"" + table + "\" (rowid, \"" + column + "\") VALUES (?, ?)";
  }

  String delete() {
    return "DELETE FROM \"" + table + "\" WHERE rowid = ?";
  }
}
