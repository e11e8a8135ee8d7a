package dev.sluice.schema.review;

import dev.sluice.schema.Index;
import dev.sluice.schema.Table;
import dev.sluice.schema.TableKind;
import dev.sluice.schema.Trigger;
import dev.sluice.schema.review.Change.End;
import dev.sluice.schema.review.StatementUses.Use;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How one schema differs from another, from what their SQL compiles to: one row per change. */
public final class SchemaDiff {
  private final SchemaSide from;
  private final SchemaSide to;
  private final StatementUses uses;
  private final List<Change> changes = new ArrayList<>();

  private SchemaDiff(SchemaSide from, SchemaSide to, StatementUses uses) {
    this.from = from;
    this.to = to;
    this.uses = uses;
  }

  /**
   * The changes that lead from one schema to the other: the version, then tables, indexes and
   * triggers, each by name.
   *
   * @param uses must know the objects of both sides
   */
  public static List<Change> between(SchemaSide from, SchemaSide to, StatementUses uses) {
    var diff = new SchemaDiff(from, to, uses);
    diff.compareVersions();
    diff.compareTables();
    diff.compareIndexes();
    diff.compareTriggers();
    return diff.changes;
  }

  private void compareVersions() {
    int before = from.lock().version();
    int after = to.lock().version();
    if (before != after) {
      changes.add(
          new Change(
              "version",
              ChangeKind.VERSION,
              ChangeKind.VERSION.classify(false),
              new End(String.valueOf(before), versionLocation(from)),
              new End(String.valueOf(after), versionLocation(to)),
              List.of()));
    }
  }

  private static Location versionLocation(SchemaSide side) {
    return side.source() == null ? null : new Location(side.source().versionFile(), 1);
  }

  private void compareTables() {
    Function<Table, Object> nameless =
        t -> List.of(t.kind(), t.columns(), t.unique(), t.arguments());
    var pairs = Pairs.of(from.catalog().tables(), to.catalog().tables(), Table::name, nameless);
    for (var pair : pairs) {
      Table before = pair.before();
      Table after = pair.after();
      if (after == null) {
        lost(before.name(), ChangeKind.TABLE_REMOVED, before.kind().id(), usesOf(before.name()));
      } else if (before == null) {
        gained(after.name(), ChangeKind.TABLE_ADDED, after.kind().id(), usesOf(after.name()));
      } else {
        compareTable(before, after);
      }
    }
  }

  private void compareTable(Table before, Table after) {
    if (!before.name().equals(after.name())) {
      boolean sameForSqlite = before.name().equalsIgnoreCase(after.name());
      ChangeKind kind = sameForSqlite ? ChangeKind.LETTER_CASE : ChangeKind.TABLE_RENAMED;
      changed(after.name(), kind, before.name(), after.name(), usesOf(before.name()));
    }
    if (before.kind() != after.kind()) {
      changed(
          after.name(),
          ChangeKind.TABLE_KIND,
          before.kind().id(),
          after.kind().id(),
          usesOf(before.name()));
    } else if (before.kind() == TableKind.VIRTUAL) {
      FullTextChanges.compare(before, after, this);
    } else {
      ColumnChanges.compare(before, after, this);
      compareUnique(before, after);
    }
  }

  private void compareUnique(Table before, Table after) {
    List<Use> users = usesOf(before.name());
    for (String unique : without(before.unique(), after.unique())) {
      changed(after.name(), ChangeKind.UNIQUE_REMOVED, unique, "", users);
    }
    for (String unique : without(after.unique(), before.unique())) {
      changed(after.name(), ChangeKind.UNIQUE_ADDED, "", unique, users);
    }
  }

  private void compareIndexes() {
    List<Index> all = from.catalog().indexes();
    var pairs = Pairs.of(all, to.catalog().indexes(), Index::name, SchemaDiff::define);
    for (var pair : pairs) {
      Index before = pair.before();
      Index after = pair.after();
      if (after == null) {
        lost(before.name(), ChangeKind.INDEX_REMOVED, define(before), uses.ofIndex(before.name()));
      } else if (before == null) {
        ChangeKind kind = after.unique() ? ChangeKind.UNIQUE_INDEX_ADDED : ChangeKind.INDEX_ADDED;
        gained(after.name(), kind, define(after), uses.ofIndex(after.name()));
      } else {
        compareIndex(before, after);
      }
    }
  }

  private void compareIndex(Index before, Index after) {
    List<Use> users = uses.ofIndex(before.name());
    if (!before.name().equals(after.name())) {
      changed(after.name(), ChangeKind.INDEX_RENAMED, before.name(), after.name(), users);
    }
    if (!define(before).equals(define(after))) {
      changed(after.name(), ChangeKind.INDEX_CHANGED, define(before), define(after), users);
    }
  }

  private static String define(Index index) {
    return (index.unique() ? "unique on " : "on ")
        + index.table()
        + " ("
        + index.columns()
        + ")"
        + (index.partial() ? " partial" : "");
  }

  private void compareTriggers() {
    List<Trigger> before = from.catalog().triggers();
    List<Trigger> after = to.catalog().triggers();
    for (Trigger trigger : without(before, after)) {
      boolean matters = declares(to, trigger.table());
      ChangeKind kind = matters ? ChangeKind.TRIGGER_REMOVED : ChangeKind.NOT_DECLARED;
      changed(trigger.name(), kind, "on " + trigger.table(), "", usesOf(trigger.table()));
    }
    for (Trigger trigger : without(after, before)) {
      boolean matters = declares(from, trigger.table());
      ChangeKind kind = matters ? ChangeKind.TRIGGER_ADDED : ChangeKind.NOT_DECLARED;
      changed(trigger.name(), kind, "", "on " + trigger.table(), usesOf(trigger.table()));
    }
  }

  private static boolean declares(SchemaSide side, String table) {
    return side.catalog().table(table).isPresent();
  }

  /** What only a database has is nobody's loss. */
  private void lost(String object, ChangeKind kind, String value, List<Use> users) {
    boolean undeclared = from.isDatabase() && !to.isDatabase();
    changed(object, undeclared ? ChangeKind.NOT_DECLARED : kind, value, "", users);
  }

  private void gained(String object, ChangeKind kind, String value, List<Use> users) {
    boolean undeclared = to.isDatabase() && !from.isDatabase();
    changed(object, undeclared ? ChangeKind.NOT_DECLARED : kind, "", value, users);
  }

  /**
   * Adds a row.
   *
   * @param object {@code table}, {@code table.column} or an index
   */
  void changed(String object, ChangeKind kind, String before, String after, List<Use> users) {
    ChangeClass changeClass = kind.classify(users.stream().anyMatch(Use::reads));
    changes.add(
        new Change(
            object,
            kind,
            changeClass,
            new End(before, location(from, object)),
            new End(after, location(to, object)),
            users.stream().map(Use::method).distinct().sorted().toList()));
  }

  private static Location location(SchemaSide side, String object) {
    int dot = object.indexOf('.');
    String name = dot < 0 ? object : object.substring(0, dot);
    return side.location(name, object.substring(dot + 1)).orElse(null);
  }

  List<Use> usesOf(String table) {
    return uses.ofTable(table);
  }

  List<Use> usesOf(String table, String column) {
    return uses.ofColumn(table, column);
  }

  private static <T> List<T> without(Collection<T> all, Collection<T> others) {
    return all.stream().filter(one -> !others.contains(one)).toList();
  }

  /** How many changes there are of each class, the gravest class first, none left out. */
  public static Map<ChangeClass, Long> count(List<Change> changes) {
    Map<ChangeClass, Long> counts =
        changes.stream().collect(Collectors.groupingBy(Change::changeClass, Collectors.counting()));
    var all = new EnumMap<ChangeClass, Long>(ChangeClass.class);
    for (ChangeClass changeClass : ChangeClass.values()) {
      all.put(changeClass, counts.getOrDefault(changeClass, 0L));
    }
    return all;
  }
}
