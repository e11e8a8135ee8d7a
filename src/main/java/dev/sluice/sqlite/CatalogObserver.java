package dev.sluice.sqlite;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.Index;
import dev.sluice.schema.Table;
import dev.sluice.schema.TableKind;
import dev.sluice.schema.Trigger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads what a database declares, as SQLite itself reports it. */
final class CatalogObserver {
  private static final String TABLES =
      "SELECT name, type, wr, strict FROM pragma_table_list"
          + " WHERE schema = 'main' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

  // Only ordinary tables: the columns of a view would have to be computed by running it.
  private static final String COLUMNS =
      "SELECT l.name, x.name, x.type, x.\"notnull\", x.pk, x.hidden"
          + " FROM pragma_table_list AS l CROSS JOIN pragma_table_xinfo(l.name) AS x"
          + " WHERE l.schema = 'main' AND l.type = 'table' AND (?1 IS NULL"
          + " OR l.name COLLATE NOCASE IN (SELECT value FROM json_each(?1)))"
          + " AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY l.name, x.cid";

  private static final String INDEX_COLUMNS =
      "SELECT l.name, i.name, i.\"unique\", i.origin, i.partial, x.name, x.\"desc\", x.coll"
          + " FROM pragma_table_list AS l CROSS JOIN pragma_index_list(l.name) AS i"
          + " CROSS JOIN pragma_index_xinfo(i.name) AS x"
          + " WHERE l.schema = 'main' AND l.type = 'table' AND (?1 IS NULL"
          + " OR l.name COLLATE NOCASE IN (SELECT value FROM json_each(?1)))"
          + " AND i.origin <> 'pk' AND x.key = 1"
          + " ORDER BY l.name, i.name, x.seqno";

  private static final String VIRTUAL =
      "SELECT s.name, s.sql FROM sqlite_schema AS s JOIN pragma_table_list AS l"
          + " ON l.schema = 'main' AND l.name = s.name AND l.type = 'virtual'"
          + " WHERE s.type = 'table'";

  private static final String TRIGGERS =
      "SELECT name, tbl_name FROM sqlite_schema WHERE type = 'trigger'";

  private static final List<String> STRICT = List.of("strict");

  private CatalogObserver() {}

  static int userVersion(Connection connection) throws SQLException {
    return pragma(connection, "user_version");
  }

  static int pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA " + name)) {
      row.next();
      return row.getInt(1);
    }
  }

  /** All that the database declares. */
  static Catalog observe(Connection connection) throws SQLException {
    return observe(connection, null);
  }

  /**
   * What the database declares; of columns and indexes only those of the tables named, so that a
   * file with thousands of others costs no more.
   */
  static Catalog observe(Connection connection, Catalog named) throws SQLException {
    String names =
        named == null
            ? null
            : named.tables().stream()
                .map(table -> '"' + table.name() + '"')
                .collect(Collectors.joining(",", "[", "]"));
    try (Statement statement = connection.createStatement()) {
      var columns = columns(connection, names);
      var unique = new HashMap<String, List<String>>();
      var indexes = indexes(connection, names, unique);
      var arguments = virtualArguments(statement);
      return new Catalog(
          tables(statement, columns, unique, arguments), indexes, triggers(statement));
    }
  }

  private static List<Table> tables(
      Statement statement,
      Map<String, List<Column>> columns,
      Map<String, List<String>> unique,
      Map<String, List<String>> arguments)
      throws SQLException {
    var tables = new ArrayList<Table>();
    try (ResultSet rows = statement.executeQuery(TABLES)) {
      while (rows.next()) {
        String name = rows.getString(1);
        tables.add(
            new Table(
                name,
                kind(rows.getString(2), rows.getBoolean(3)),
                columns.getOrDefault(name, List.of()),
                unique.getOrDefault(name, List.of()).stream().sorted().toList(),
                rows.getBoolean(4) ? STRICT : arguments.getOrDefault(name, List.of())));
      }
    }
    return tables;
  }

  private static ResultSet rows(PreparedStatement statement, String names) throws SQLException {
    statement.setString(1, names);
    return statement.executeQuery();
  }

  private static TableKind kind(String type, boolean withoutRowid) {
    return switch (type) {
      case "view" -> TableKind.VIEW;
      case "virtual" -> TableKind.VIRTUAL;
      case "shadow" -> TableKind.SHADOW;
      default -> withoutRowid ? TableKind.WITHOUT_ROWID : TableKind.TABLE;
    };
  }

  private static Map<String, List<Column>> columns(Connection connection, String names)
      throws SQLException {
    var columns = new HashMap<String, List<Column>>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS);
        ResultSet rows = rows(statement, names)) {
      while (rows.next()) {
        columns
            .computeIfAbsent(rows.getString(1), table -> new ArrayList<>())
            .add(
                new Column(
                    rows.getString(2),
                    rows.getString(3),
                    rows.getBoolean(4),
                    rows.getInt(5),
                    rows.getInt(6)));
      }
    }
    return columns;
  }

  /** The declared indexes; those that SQLite made for UNIQUE constraints go into {@code unique}. */
  private static List<Index> indexes(
      Connection connection, String names, Map<String, List<String>> unique) throws SQLException {
    var indexes = new ArrayList<Index>();
    try (PreparedStatement statement = connection.prepareStatement(INDEX_COLUMNS);
        ResultSet rows = rows(statement, names)) {
      boolean more = rows.next();
      while (more) {
        String table = rows.getString(1);
        String name = rows.getString(2);
        boolean isUnique = rows.getBoolean(3);
        boolean isConstraint = rows.getString(4).equals("u");
        boolean isPartial = rows.getBoolean(5);
        var columns = new ArrayList<String>();
        do {
          columns.add(indexColumn(rows.getString(6), rows.getBoolean(7), rows.getString(8)));
          more = rows.next();
        } while (more && rows.getString(2).equals(name));
        String columnList = String.join(", ", columns);
        if (isConstraint) {
          unique.computeIfAbsent(table, t -> new ArrayList<>()).add(columnList);
        } else {
          indexes.add(new Index(name, table, isUnique, isPartial, columnList));
        }
      }
    }
    return indexes;
  }

  private static String indexColumn(String name, boolean descending, String collation) {
    return (name == null ? "<expression>" : name)
        + ("BINARY".equals(collation) ? "" : " COLLATE " + collation)
        + (descending ? " DESC" : "");
  }

  private static Map<String, List<String>> virtualArguments(Statement statement)
      throws SQLException {
    var arguments = new HashMap<String, List<String>>();
    try (ResultSet rows = statement.executeQuery(VIRTUAL)) {
      while (rows.next()) {
        arguments.put(rows.getString(1), Fts5Arguments.parse(rows.getString(2)));
      }
    }
    return arguments;
  }

  private static List<Trigger> triggers(Statement statement) throws SQLException {
    var triggers = new ArrayList<Trigger>();
    try (ResultSet rows = statement.executeQuery(TRIGGERS)) {
      while (rows.next()) {
        triggers.add(new Trigger(rows.getString(1), rows.getString(2)));
      }
    }
    return triggers;
  }
}
