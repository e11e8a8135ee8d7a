package dev.sluice.schema.review;

import dev.sluice.schema.Column;
import dev.sluice.schema.Index;
import dev.sluice.schema.Table;
import dev.sluice.schema.TableKind;
import java.util.ArrayList;
import java.util.List;

/** Writes the page about the schema from the SQL and its comments. */
public final class SchemaDocs {
  private static final String HEAD =
      """
      # The schema

      <!-- Written by: ./sluice schema docs. Change the comments in schema/*.sql instead. -->

      `schema/tables/*.sql` and `schema/indexes/*.sql` are the only DDL, one object a file, named after it.
      `schema/version` is what the `user_version` of a database must be: VERSION. `schema/catalog.lock` is what
      the SQL compiles to, as SQLite reports it: a structural change is a line in its diff, while a comment, a
      space or the order of files changes nothing. At run time the gate compares files with the lock, so that
      opening one runs no DDL. Other programs read and write this version too, so that its names, types,
      constraints and meanings are fixed.

      Version VERSION, fingerprint `FINGERPRINT`
      (`s1` names the normalisation).

      ## Changing it

      1. Change the SQL.
      2. Put a higher number into `schema/version`. Files of the old version are refused from then on and
         rebuilt, never migrated.
      3. Write the lock with `./sluice schema lock`, and this page with `./sluice schema docs`.
      4. Look at `./sluice schema check --against git:main` and `./sluice schema diff git:main schema`, as
         [schema-review.md](schema-review.md) shows.
      """;

  private final SchemaSide tree;
  private final List<String> lines = new ArrayList<>();

  private SchemaDocs(SchemaSide tree) {
    this.tree = tree;
  }

  /** The page for a schema folder, the same for the same folder. */
  public static String page(SchemaSide tree) {
    var docs = new SchemaDocs(tree);
    docs.lines.addAll(docs.head().lines().toList());
    docs.heading("Tables");
    tree.catalog().tables().forEach(docs::table);
    docs.heading("Indexes");
    docs.indexes();
    return String.join("\n", docs.lines) + "\n";
  }

  private String head() {
    return HEAD.replace("VERSION", String.valueOf(tree.lock().version()))
        .replace("FINGERPRINT", tree.lock().fingerprint());
  }

  private void heading(String text) {
    lines.add("");
    lines.add("## " + text);
  }

  private void table(Table table) {
    Declaration declaration = tree.source().declaration(table.name()).orElseThrow();
    lines.add("");
    lines.add("### " + table.name());
    lines.add("");
    lines.add(cell(declaration.comment()));
    if (table.kind() == TableKind.WITHOUT_ROWID) {
      lines.add("Without rowid.");
    }
    lines.add("");
    if (table.kind() == TableKind.VIRTUAL) {
      fullText(table, declaration);
    } else {
      columns(table, declaration);
    }
  }

  private void columns(Table table, Declaration declaration) {
    lines.add("| column | type | key | meaning |");
    lines.add("|---|---|---|---|");
    for (Column column : table.columns()) {
      lines.add(
          row(
              code(column.name()),
              column.type() + (column.notNull() ? " NOT NULL" : ""),
              column.keyPosition() == 0 ? "" : String.valueOf(column.keyPosition()),
              comment(declaration, column.name())));
    }
    if (!table.unique().isEmpty()) {
      lines.add("");
      table.unique().forEach(unique -> lines.add("Unique: (" + unique + ")."));
    }
  }

  private void fullText(Table table, Declaration declaration) {
    lines.add("| column | | meaning |");
    lines.add("|---|---|---|");
    var options = new ArrayList<String>();
    for (String argument : table.arguments().subList(1, table.arguments().size())) {
      String[] words = argument.split(" ", 2);
      if (argument.contains("=")) {
        options.add("`" + argument + "`");
      } else {
        String rest = words.length > 1 ? words[1] : "";
        lines.add(row(code(words[0]), rest, comment(declaration, words[0])));
      }
    }
    lines.add("");
    lines.add("Full text by " + table.arguments().get(0) + "; " + String.join(", ", options) + ".");
  }

  private void indexes() {
    lines.add("");
    lines.add("Made after bulk loading.");
    lines.add("");
    lines.add("| index | on | what for |");
    lines.add("|---|---|---|");
    for (Index index : tree.catalog().indexes()) {
      Declaration declaration = tree.source().declaration(index.name()).orElseThrow();
      String on = index.table() + " (" + index.columns() + ")" + (index.unique() ? ", unique" : "");
      lines.add(row(code(index.name()), on, declaration.comment()));
    }
  }

  private static String comment(Declaration declaration, String part) {
    return declaration.part(part).map(Declaration.Part::comment).orElse("");
  }

  private static String code(String name) {
    return "`" + name + "`";
  }

  private static String row(String... cells) {
    var row = new StringBuilder("|");
    for (String cell : cells) {
      row.append(' ').append(cell.startsWith("`") ? cell : cell(cell)).append(" |");
    }
    return row.toString();
  }

  /** Comments are plain text; what Markdown would take for its own is escaped. */
  private static String cell(String text) {
    return text.replaceAll("([\\\\|<*`\\[])", "\\\\$1");
  }
}
