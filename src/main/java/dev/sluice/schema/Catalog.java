package dev.sluice.schema;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The tables, indexes and triggers of a database, each sorted by name. */
public record Catalog(List<Table> tables, List<Index> indexes, List<Trigger> triggers) {
  public Catalog {
    tables = tables.stream().sorted(Comparator.comparing(Table::name)).toList();
    indexes = indexes.stream().sorted(Comparator.comparing(Index::name)).toList();
    triggers = triggers.stream().sorted(Comparator.comparing(Trigger::name)).toList();
  }

  /** The table of that name; SQLite compares names without regard to ASCII case. */
  public Optional<Table> table(String name) {
    return tables.stream().filter(table -> table.name().equalsIgnoreCase(name)).findFirst();
  }

  /** The index of that name. */
  public Optional<Index> index(String name) {
    return indexes.stream().filter(index -> index.name().equalsIgnoreCase(name)).findFirst();
  }

  /** Some of the tables, with their indexes and triggers. */
  public Catalog only(Predicate<String> tables) {
    return new Catalog(
        this.tables.stream().filter(table -> tables.test(table.name())).toList(),
        indexes.stream().filter(index -> tables.test(index.table())).toList(),
        triggers.stream().filter(trigger -> tables.test(trigger.table())).toList());
  }

  /**
   * These tables with their indexes, and those of another catalog in the place of any of the same
   * name; the triggers of both.
   */
  public Catalog with(Catalog other) {
    Catalog rest = only(table -> other.table(table).isEmpty());
    return new Catalog(
        joined(rest.tables, other.tables),
        joined(rest.indexes, other.indexes),
        joined(triggers, other.triggers));
  }

  private static <T> List<T> joined(List<T> one, List<T> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }
}
