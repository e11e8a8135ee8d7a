package dev.sluice.schema;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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
}
