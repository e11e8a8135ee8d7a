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
    return tables.stream().filter(table -> isSame(table.name(), name)).findFirst();
  }

  /** The table of that name, or that which keeps its rows in one of that name. */
  public Optional<Table> owner(String name) {
    return tables.stream()
        .filter(
            table ->
                isSame(table.name(), name)
                    || table.parts().stream().anyMatch(part -> isSame(part, name)))
        .findFirst();
  }

  /** The index of that name. */
  public Optional<Index> index(String name) {
    return indexes.stream().filter(index -> isSame(index.name(), name)).findFirst();
  }

  /** {@code equalsIgnoreCase} would take the Kelvin sign for a k, and the long s for an s. */
  private static boolean isSame(String name, String other) {
    if (name.length() != other.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (lower(name.charAt(i)) != lower(other.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
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
