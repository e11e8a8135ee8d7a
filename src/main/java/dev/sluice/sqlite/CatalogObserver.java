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
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what a database declares, as SQLite itself reports it. Each query answers with one text,
 * its fields between NULs, which no name, type or statement holds: to step through rows of columns
 * in the driver took twice as long as all that SQLite does for them. Rows come in any order.
 */
final class CatalogObserver {
  private static final String NEXT = "||char(0)||";

  /** All tables, the names of those whose columns and indexes matter, and of the virtual too. */
  private static final String TABLES =
      "SELECT group_concat(name"
          + (NEXT + "type" + NEXT + "wr" + NEXT + "strict, char(0)),")
          // Only ordinary tables: the columns of a view would have to be computed by running it.
          + " json_group_array(name) FILTER (WHERE named AND type <> 'virtual'),"
          + " json_group_array(name) FILTER (WHERE named)"
          + " FROM (SELECT *, type <> 'view' AND (?1 IS NULL"
          + " OR name COLLATE NOCASE IN (SELECT value FROM json_each(?1))) AS named"
          + " FROM pragma_table_list"
          + " WHERE schema = 'main' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\')";

  private static final String COLUMNS =
      "SELECT group_concat(l.value"
          + (NEXT + "x.cid" + NEXT + "x.name" + NEXT + "x.type" + NEXT + "x.\"notnull\"")
          + (NEXT + "x.pk" + NEXT + "x.hidden, char(0))")
          + " FROM json_each(?1) AS l CROSS JOIN pragma_table_xinfo(l.value, 'main') AS x";

  private static final String INDEX_COLUMNS =
      "SELECT group_concat(l.value"
          + (NEXT + "i.name" + NEXT + "i.\"unique\"" + NEXT + "i.origin" + NEXT + "i.partial")
          + (NEXT + "x.seqno" + NEXT + "coalesce(x.name, '<expression>')")
          + (NEXT + "x.\"desc\"" + NEXT + "x.coll, char(0))")
          + " FROM json_each(?1) AS l CROSS JOIN pragma_index_list(l.value, 'main') AS i"
          + " CROSS JOIN pragma_index_xinfo(i.name, 'main') AS x"
          + " WHERE i.origin <> 'pk' AND x.key = 1";

  // SQLite reads the texts of a row to the first NUL, as format() does, and types and names without
  // regard to ASCII case.
  private static final String STATEMENTS =
      "SELECT group_concat(l.value"
          + (NEXT + "format('%s', s.sql), char(0))")
          + " FROM json_each(?1) AS l CROSS JOIN sqlite_schema AS s"
          + " WHERE format('%s', s.type) = 'table' COLLATE NOCASE"
          + " AND format('%s', s.name) = l.value COLLATE NOCASE";

  private static final String TRIGGERS =
      "SELECT group_concat(format('%s', name)"
          + (NEXT + "format('%s', tbl_name), char(0))")
          + " FROM sqlite_schema WHERE format('%s', type) = 'trigger' COLLATE NOCASE";

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
                .flatMap(table -> Stream.concat(Stream.of(table.name()), table.parts().stream()))
                .map(name -> '"' + name + '"')
                .collect(Collectors.joining(",", "[", "]"));
    try (PreparedStatement statement = connection.prepareStatement(TABLES);
        ResultSet tables = answer(statement, names)) {
      String ordinary = tables.getString(2);
      var columns = columns(connection, ordinary);
      var unique = new HashMap<String, List<String>>();
      var indexes = indexes(connection, ordinary, unique);
      var statements = statements(connection, tables.getString(3));
      return new Catalog(
          rows(tables.getString(1), 4).stream()
              .map(row -> table(row, columns, unique, statements))
              .toList(),
          indexes,
          rows(connection, TRIGGERS, null, 2).stream()
              .map(row -> new Trigger(row[0], row[1]))
              .toList());
    }
  }

  private static List<String[]> rows(
      Connection connection, String query, String argument, int width) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query);
        ResultSet answer = answer(statement, argument)) {
      return rows(answer.getString(1), width);
    }
  }

  private static ResultSet answer(PreparedStatement statement, String argument)
      throws SQLException {
    if (argument != null) {
      statement.setString(1, argument);
    }
    ResultSet answer = statement.executeQuery();
    answer.next();
    return answer;
  }

  /** Divides an answer; SQLite has NULL for one without rows. */
  private static List<String[]> rows(String answer, int width) {
    var rows = new ArrayList<String[]>();
    String[] fields = answer == null ? new String[0] : answer.split("\0", -1);
    for (int i = 0; i < fields.length; i += width) {
      rows.add(Arrays.copyOfRange(fields, i, i + width));
    }
    return rows;
  }

  private static boolean isTrue(String field) {
    return !field.equals("0");
  }

  private static Table table(
      String[] row,
      Map<String, List<Column>> columns,
      Map<String, List<String>> unique,
      Map<String, List<String>> statements) {
    String name = row[0];
    TableKind kind = kind(row[1], isTrue(row[2]));
    Stream<String> arguments =
        statements.getOrDefault(name, List.of()).stream()
            .map(kind == TableKind.VIRTUAL ? Fts5Arguments::parse : StatementText::clauses)
            .flatMap(List::stream);
    return new Table(
        name,
        kind,
        columns.getOrDefault(name, List.of()),
        unique.getOrDefault(name, List.of()).stream().sorted().toList(),
        (isTrue(row[3]) ? Stream.concat(Stream.of("strict"), arguments) : arguments).toList());
  }

  private static TableKind kind(String type, boolean withoutRowid) {
    return switch (type) {
      case "view" -> TableKind.VIEW;
      case "virtual" -> TableKind.VIRTUAL;
      case "shadow" -> TableKind.SHADOW;
      default -> withoutRowid ? TableKind.WITHOUT_ROWID : TableKind.TABLE;
    };
  }

  private static Map<String, List<Column>> columns(Connection connection, String tables)
      throws SQLException {
    var columns = new HashMap<String, List<Column>>();
    var rows = rows(connection, COLUMNS, tables, 7);
    rows.sort(Comparator.comparingInt(row -> Integer.parseInt(row[1])));
    for (String[] row : rows) {
      columns
          .computeIfAbsent(row[0], table -> new ArrayList<>())
          .add(
              new Column(
                  row[2],
                  row[3],
                  isTrue(row[4]),
                  Integer.parseInt(row[5]),
                  Integer.parseInt(row[6])));
    }
    return columns;
  }

  /** The declared indexes; those that SQLite made for UNIQUE constraints go into {@code unique}. */
  private static List<Index> indexes(
      Connection connection, String tables, Map<String, List<String>> unique) throws SQLException {
    var byName = new TreeMap<String, List<String[]>>();
    for (String[] row : rows(connection, INDEX_COLUMNS, tables, 9)) {
      byName.computeIfAbsent(row[1], name -> new ArrayList<>()).add(row);
    }
    var indexes = new ArrayList<Index>();
    for (List<String[]> rows : byName.values()) {
      String[] any = rows.get(0);
      String columns =
          rows.stream()
              .sorted(Comparator.comparingInt(row -> Integer.parseInt(row[5])))
              .map(row -> indexColumn(row[6], isTrue(row[7]), row[8]))
              .collect(Collectors.joining(", "));
      if (any[3].equals("u")) {
        unique.computeIfAbsent(any[0], table -> new ArrayList<>()).add(columns);
      } else {
        indexes.add(new Index(any[1], any[0], isTrue(any[2]), isTrue(any[4]), columns));
      }
    }
    return indexes;
  }

  private static String indexColumn(String name, boolean descending, String collation) {
    return name
        + ("BINARY".equals(collation) ? "" : " COLLATE " + collation)
        + (descending ? " DESC" : "");
  }

  /**
   * The statements of each table, for most one. SQLite goes by the first and never writes two: the
   * arguments of both are those of no declared table.
   */
  private static Map<String, List<String>> statements(Connection connection, String tables)
      throws SQLException {
    return rows(connection, STATEMENTS, tables, 2).stream()
        .collect(
            Collectors.groupingBy(
                row -> row[0], Collectors.mapping(row -> row[1], Collectors.toList())));
  }
}
