package dev.sluice.build;

import dev.sluice.schema.DeclaredSchema;
import dev.sluice.schema.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The rows of a database as text, to compare. */
final class Rows {
  static final List<String> TABLES =
      DeclaredSchema.catalog().tables().stream().map(Table::name).toList();

  private Rows() {}

  /** Every row of a table with its row id, in the order of those. */
  static List<String> of(Path file, String table) throws SQLException {
    // Source files may come in any order.
    String order =
        table.equals("file_manifest")
            ? "* FROM file_manifest ORDER BY mode, file"
            : "rowid, * FROM " + table + " ORDER BY rowid";
    return ofQuery(file, "SELECT " + order);
  }

  /** The names of the columns of a table, without hidden ones. */
  static List<String> columns(Path file, String table) throws SQLException {
    return ofQuery(file, "SELECT name FROM pragma_table_xinfo('" + table + "') WHERE hidden = 0");
  }

  /** The names of what is in a folder. */
  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  static List<String> ofQuery(Path file, String query) throws SQLException {
    var rows = new ArrayList<String>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        ResultSet result = connection.createStatement().executeQuery(query)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        var row = new ArrayList<String>();
        for (int i = 1; i <= columns; i++) {
          Object value = result.getObject(i);
          row.add(
              value instanceof byte[] bytes
                  ? HexFormat.of().formatHex(bytes)
                  : String.valueOf(value));
        }
        rows.add(String.join("|", row));
      }
    }
    return rows;
  }
}
