package dev.sluice.schema;

import java.util.List;
import java.util.stream.Stream;

/**
 * A table, view or virtual table as the catalog reports it.
 *
 * @param columns in order, for ordinary tables; empty for virtual tables and views
 * @param unique the columns of each UNIQUE constraint, for example {@code mode, token}, sorted
 * @param arguments for virtual tables the module and its arguments in normal form, for example
 *     {@code fts5}, {@code mode UNINDEXED}, {@code tokenize=unicode61}; for others what is declared
 *     beyond columns, for example {@code strict} or {@code COLLATE NOCASE}
 */
public record Table(
    String name,
    TableKind kind,
    List<Column> columns,
    List<String> unique,
    List<String> arguments) {
  public Table {
    columns = List.copyOf(columns);
    unique = List.copyOf(unique);
    arguments = List.copyOf(arguments);
  }

  /** The names of the shadow tables in which FTS5 keeps a virtual table; none for other tables. */
  public List<String> parts() {
    return kind == TableKind.VIRTUAL
        ? Stream.of("config", "content", "data", "docsize", "idx")
            .map(part -> name + "_" + part)
            .toList()
        : List.of();
  }

  /** The table's properties, one line each, in the order of the catalog's text. */
  List<String> describe() {
    return Stream.of(
            columns.stream().map(Column::describe),
            unique.stream().map(columnList -> "unique " + columnList),
            arguments.stream().map(argument -> "argument " + argument))
        .flatMap(lines -> lines)
        .toList();
  }
}
