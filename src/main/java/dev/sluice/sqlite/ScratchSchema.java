package dev.sluice.sqlite;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.Index;
import dev.sluice.schema.Table;
import dev.sluice.schema.TableKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One schema that holds the objects of several catalogs, so that statements written for any of them
 * can be prepared. The first catalog that has an object decides what it is; further columns come
 * from the others. Views and modules other than fts5 are left out: no statement of ours uses them.
 */
final class ScratchSchema {
  private static final String FULL_TEXT_MODULE = "fts5";

  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final Map<String, Index> indexes = new LinkedHashMap<>();

  private ScratchSchema(List<Catalog> catalogs) {
    for (Catalog catalog : catalogs) {
      catalog.tables().stream()
          .filter(ScratchSchema::canBeMade)
          .forEach(table -> tables.merge(key(table.name()), table, ScratchSchema::join));
      catalog.indexes().forEach(index -> indexes.putIfAbsent(key(index.name()), index));
    }
  }

  /** Makes the objects of the catalogs. */
  static void create(Connection connection, List<Catalog> catalogs) throws SQLException {
    var schema = new ScratchSchema(catalogs);
    for (Table table : schema.tables.values()) {
      Connections.execute(connection, statement(table));
    }
    for (Index index : schema.indexes.values()) {
      if (schema.canBeMade(index)) {
        Connections.execute(connection, statement(index));
      }
    }
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static boolean canBeMade(Table table) {
    return switch (table.kind()) {
      case TABLE, WITHOUT_ROWID -> true;
      case VIRTUAL -> table.arguments().get(0).equalsIgnoreCase(FULL_TEXT_MODULE);
      case VIEW, SHADOW -> false;
    };
  }

  private static Table join(Table first, Table other) {
    if ((first.kind() == TableKind.VIRTUAL) != (other.kind() == TableKind.VIRTUAL)) {
      return first;
    }
    var columns = new ArrayList<>(first.columns());
    for (Column column : other.columns()) {
      if (columns.stream().noneMatch(c -> c.name().equalsIgnoreCase(column.name()))) {
        columns.add(new Column(column.name(), column.type(), false, 0, 0));
      }
    }
    var arguments = new ArrayList<>(first.arguments());
    for (String argument : other.arguments()) {
      boolean known = arguments.stream().anyMatch(a -> word(a).equalsIgnoreCase(word(argument)));
      if (!known && !argument.contains("=")) {
        arguments.add(argument);
      }
    }
    return new Table(first.name(), first.kind(), columns, first.unique(), arguments);
  }

  private static String word(String argument) {
    return argument.split("[ =]", 2)[0];
  }

  private static String statement(Table table) {
    if (table.kind() == TableKind.VIRTUAL) {
      return "CREATE VIRTUAL TABLE "
          + quoted(table.name())
          + " USING fts5 ("
          + table.arguments().stream()
              .skip(1)
              .filter(argument -> !argument.contains("="))
              .map(ScratchSchema::argument)
              .collect(Collectors.joining(", "))
          + ")";
    }
    var parts = new ArrayList<String>();
    for (Column column : table.columns()) {
      parts.add(
          quoted(column.name())
              + (column.type().isEmpty() ? "" : " " + quoted(column.type()))
              + (column.notNull() ? " NOT NULL" : ""));
    }
    List<String> key =
        table.columns().stream()
            .filter(column -> column.keyPosition() > 0)
            .sorted(Comparator.comparing(Column::keyPosition))
            .map(column -> quoted(column.name()))
            .toList();
    if (!key.isEmpty()) {
      parts.add("PRIMARY KEY (" + String.join(", ", key) + ")");
    }
    table.unique().forEach(unique -> parts.add("UNIQUE (" + columns(unique) + ")"));
    return "CREATE TABLE "
        + quoted(table.name())
        + " ("
        + String.join(", ", parts)
        + ")"
        + (table.kind() == TableKind.WITHOUT_ROWID ? " WITHOUT ROWID" : "");
  }

  /** A column, perhaps UNINDEXED. Options are left out: no statement depends on them. */
  private static String argument(String argument) {
    boolean unindexed = argument.toUpperCase(Locale.ROOT).endsWith(" UNINDEXED");
    return quoted(word(argument)) + (unindexed ? " UNINDEXED" : "");
  }

  /** An index on expressions or on columns that are not there cannot serve a statement of ours. */
  private boolean canBeMade(Index index) {
    Table table = tables.get(key(index.table()));
    return table != null
        && table.kind() != TableKind.VIRTUAL
        && List.of(index.columns().split(", ", -1)).stream()
            .map(column -> column.split(" ", 2)[0])
            .allMatch(c -> table.columns().stream().anyMatch(t -> t.name().equalsIgnoreCase(c)));
  }

  private static String statement(Index index) {
    return "CREATE INDEX "
        + quoted(index.name())
        + " ON "
        + quoted(index.table())
        + " ("
        + columns(index.columns())
        + ")";
  }

  /** Columns as the catalog lists them: each a name, perhaps with a collation and DESC. */
  private static String columns(String list) {
    return List.of(list.split(", ", -1)).stream()
        .map(
            column -> {
              String[] words = column.split(" ", 2);
              boolean descending = words.length > 1 && words[1].endsWith("DESC");
              return quoted(words[0]) + (descending ? " DESC" : "");
            })
        .collect(Collectors.joining(", "));
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
