package dev.sluice.schema.review;

import dev.sluice.schema.Column;
import dev.sluice.schema.Table;
import dev.sluice.schema.review.Pairs.Pair;
import dev.sluice.schema.review.StatementUses.Use;
import java.util.List;
import java.util.Objects;

/** How the columns of an ordinary table changed. */
final class ColumnChanges {
  private final Table before;
  private final Table after;
  private final SchemaDiff diff;

  private ColumnChanges(Table before, Table after, SchemaDiff diff) {
    this.before = before;
    this.after = after;
    this.diff = diff;
  }

  static void compare(Table before, Table after, SchemaDiff diff) {
    new ColumnChanges(before, after, diff).compare();
  }

  /** A renamed column stays in its place; elsewhere it would be a guess. */
  private record Definition(int place, String type, boolean notNull, int key, int hidden) {}

  private void compare() {
    List<Pair<Column>> pairs =
        Pairs.of(before.columns(), after.columns(), Column::name, this::definition);
    pairs.forEach(this::compare);
    compareOrder(pairs);
  }

  /** A column that is gone is in the old table alone, one that is new in the new table alone. */
  private Definition definition(Column column) {
    int place = Math.max(before.columns().indexOf(column), after.columns().indexOf(column));
    return new Definition(
        place, column.type(), column.notNull(), column.keyPosition(), column.hidden());
  }

  private void compare(Pair<Column> pair) {
    if (pair.after() == null) {
      change(pair.before(), ChangeKind.COLUMN_REMOVED, describe(pair.before()), "");
    } else if (pair.before() == null) {
      Column added = pair.after();
      boolean required = added.notNull() || added.keyPosition() > 0;
      change(
          added,
          required ? ChangeKind.REQUIRED_COLUMN_ADDED : ChangeKind.COLUMN_ADDED,
          "",
          describe(added));
    } else {
      compare(pair.before(), pair.after());
    }
  }

  private void compare(Column old, Column now) {
    if (!old.name().equals(now.name())) {
      change(old, now, ChangeKind.COLUMN_RENAMED, old.name(), now.name());
    }
    if (!old.type().equals(now.type())) {
      boolean synonym =
          now.keyPosition() == 0 && Affinity.of(old.type()) == Affinity.of(now.type());
      change(old, now, synonym ? ChangeKind.TYPE_SYNONYM : ChangeKind.TYPE, type(old), type(now));
    }
    if (old.notNull() != now.notNull()) {
      change(
          old,
          now,
          now.notNull() ? ChangeKind.NOT_NULL_ADDED : ChangeKind.NOT_NULL_REMOVED,
          old.notNull() ? "NOT NULL" : "NULL allowed",
          now.notNull() ? "NOT NULL" : "NULL allowed");
    }
    if (old.keyPosition() != now.keyPosition()) {
      change(old, now, ChangeKind.KEY, key(old), key(now));
    }
    if (old.hidden() != now.hidden()) {
      change(old, now, ChangeKind.GENERATED, generated(old), generated(now));
    }
  }

  private void compareOrder(List<Pair<Column>> pairs) {
    List<Column> kept = pairs.stream().filter(p -> p.before() != null).map(Pair::after).toList();
    List<Column> known = kept.stream().filter(Objects::nonNull).toList();
    List<Column> inOrder = after.columns().stream().filter(known::contains).toList();
    if (!known.equals(inOrder)) {
      diff.changed(
          after.name(),
          ChangeKind.COLUMN_ORDER,
          names(before.columns()),
          names(after.columns()),
          diff.usesOf(before.name()));
    }
  }

  private void change(Column column, ChangeKind kind, String from, String to) {
    change(column, column, kind, from, to);
  }

  private void change(Column old, Column now, ChangeKind kind, String from, String to) {
    List<Use> users = diff.usesOf(before.name(), old.name());
    diff.changed(after.name() + "." + now.name(), kind, from, to, users);
  }

  private static String describe(Column column) {
    return (type(column)
            + (column.notNull() ? " NOT NULL" : "")
            + (column.keyPosition() > 0 ? ", " + key(column) : ""))
        .strip();
  }

  private static String type(Column column) {
    return column.type().isEmpty() ? "no type" : column.type();
  }

  private static String key(Column column) {
    return column.keyPosition() == 0 ? "not in the key" : "key " + column.keyPosition();
  }

  private static String generated(Column column) {
    return column.hidden() == 0 ? "stored" : column.hidden() == 1 ? "hidden" : "generated";
  }

  private static String names(List<Column> columns) {
    return String.join(", ", columns.stream().map(Column::name).toList());
  }
}
