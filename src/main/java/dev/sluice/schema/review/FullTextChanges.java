package dev.sluice.schema.review;

import dev.sluice.schema.Table;
import dev.sluice.schema.review.Pairs.Pair;
import dev.sluice.schema.review.StatementUses.Use;
import java.util.List;
import java.util.Objects;

/** How the columns and options of a full-text table changed. */
final class FullTextChanges {
  private FullTextChanges() {}

  static void compare(Table before, Table after, SchemaDiff diff) {
    List<Use> users = diff.usesOf(before.name());
    List<Pair<String>> pairs =
        Pairs.of(before.arguments(), after.arguments(), FullTextChanges::name, a -> new Object());
    for (Pair<String> pair : pairs) {
      String old = Objects.requireNonNullElse(pair.before(), "");
      String now = Objects.requireNonNullElse(pair.after(), "");
      if (!old.equals(now)) {
        String object = after.name() + "." + name(now.isEmpty() ? old : now);
        diff.changed(object, ChangeKind.FULL_TEXT, old, now, users);
      }
    }
    compareOrder(before, after, diff, users);
  }

  private static void compareOrder(Table before, Table after, SchemaDiff diff, List<Use> users) {
    List<String> old = before.arguments().stream().map(FullTextChanges::name).toList();
    List<String> now = after.arguments().stream().map(FullTextChanges::name).toList();
    List<String> kept = old.stream().filter(now::contains).toList();
    if (!now.stream().filter(old::contains).toList().equals(kept)) {
      diff.changed(
          after.name(),
          ChangeKind.FULL_TEXT,
          String.join(", ", old),
          String.join(", ", now),
          users);
    }
  }

  /** The column or option that an argument is about. */
  private static String name(String argument) {
    return argument.split("[ =]", 2)[0];
  }
}
