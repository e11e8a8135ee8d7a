package dev.sluice.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How an observed catalog differs from the declared one. Tables and indexes that are not declared
 * do not matter: nothing reads them.
 *
 * @param forbidden objects that could make a declared name mean something else
 * @param decisive what the role cannot do without
 * @param tolerated what the role can do without
 */
record Differences(List<String> forbidden, List<String> decisive, List<String> tolerated) {
  static final Differences NONE = new Differences(List.of(), List.of(), List.of());

  static Differences between(Catalog declared, Catalog observed, Role role) {
    var differences = new Differences(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Table table : declared.tables()) {
      differences.compareTable(table, observed, role);
    }
    for (Index index : declared.indexes()) {
      differences.compareIndex(index, observed, role);
    }
    for (Index index : observed.indexes()) {
      differences.compareExtraIndex(index, declared, role);
    }
    for (Trigger trigger : observed.triggers()) {
      if (declared.owner(trigger.table()).isPresent()) {
        differences.forbidden.add("trigger " + trigger.name() + " on " + trigger.table());
      }
    }
    return differences;
  }

  private void compareTable(Table declared, Catalog observed, Role role) {
    List<String> target = role.needsTable(declared.name()) ? decisive : tolerated;
    var found = observed.table(declared.name());
    if (found.isEmpty()) {
      target.add("table " + declared.name() + " is missing");
      return;
    }
    Table table = found.get();
    if (table.kind() != declared.kind()) {
      // A plain table can only lack what is declared; anything else can answer what it likes.
      (table.kind() == TableKind.TABLE ? target : forbidden)
          .add(declared.name() + " is a " + table.kind().id() + ", not a " + declared.kind().id());
      return;
    }
    table.columns().stream()
        .filter(column -> column.hidden() > 1)
        .forEach(c -> forbidden.add("generated column " + declared.name() + "." + c.name()));
    compareLines(declared, table, target);
    declared.parts().forEach(part -> observed.table(part).ifPresent(t -> comparePart(t, target)));
  }

  /** FTS5 replaces rows there as it likes, and is surprised by what another constraint replaces. */
  private void comparePart(Table part, List<String> target) {
    if (part.kind() != TableKind.SHADOW) {
      forbidden.add(part.name() + " is a " + part.kind().id() + ", not a part of full text");
    }
    Stream.of(part.unique().stream().map(columns -> "unique " + columns), part.arguments().stream())
        .flatMap(lines -> lines)
        .forEach(line -> target.add(part.name() + ": " + line + " is not declared"));
  }

  private static void compareLines(Table declared, Table found, List<String> target) {
    List<String> expected = declared.describe();
    List<String> actual = found.describe();
    String prefix = declared.name() + ": ";
    expected.stream()
        .filter(line -> !actual.contains(line))
        .forEach(line -> target.add(prefix + line + " is missing"));
    actual.stream()
        .filter(line -> !expected.contains(line))
        .forEach(line -> target.add(prefix + line + " is not declared"));
    if (!actual.equals(expected)
        && actual.size() == expected.size()
        && actual.containsAll(expected)) {
      target.add(prefix + "columns in another order");
    }
  }

  private void compareIndex(Index declared, Catalog observed, Role role) {
    List<String> target = role.needsIndexes() ? decisive : tolerated;
    var found = observed.index(declared.name());
    if (found.isEmpty()) {
      target.add(declared.describe() + " is missing");
    } else if (!found.get().equals(declared)) {
      target.add(found.get().describe() + " differs from the declared " + declared.describe());
    }
  }

  /** An index nothing declares costs a writer time, and a unique one may refuse its rows. */
  private void compareExtraIndex(Index found, Catalog declared, Role role) {
    if (declared.index(found.name()).isEmpty() && declared.owner(found.table()).isPresent()) {
      (role.needsIndexes() ? decisive : tolerated).add(found.describe() + " is not declared");
    }
  }
}
