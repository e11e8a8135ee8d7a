package dev.sluice.schema.review;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.Index;
import dev.sluice.schema.Table;
import dev.sluice.schema.TableKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The rules about single objects. */
final class DesignRules {
  private final SchemaSource source;
  private final Catalog catalog;
  private final List<Finding> findings = new ArrayList<>();

  private DesignRules(SchemaSource source, Catalog catalog) {
    this.source = source;
    this.catalog = catalog;
  }

  /** What the rules find, waived or not. */
  static List<Finding> findings(SchemaSource source, Catalog catalog) {
    var rules = new DesignRules(source, catalog);
    source.declarations().forEach(rules::checkFile);
    source.declarations().forEach(rules::checkComments);
    catalog.tables().forEach(rules::checkColumns);
    catalog.indexes().forEach(rules::checkIndex);
    return rules.findings;
  }

  private void checkFile(Declaration declaration) {
    String folder = declaration.kind() == Declaration.Kind.INDEX ? "indexes/" : "tables/";
    String expected = folder + declaration.name() + ".sql";
    if (!declaration.path().equals(expected)) {
      find(
          SchemaRule.FILE_NAME,
          declaration.name(),
          "",
          "is declared in " + declaration.path(),
          "move it to " + expected + ", one object a file");
    }
  }

  private void checkComments(Declaration declaration) {
    if (declaration.comment().isEmpty()) {
      find(
          SchemaRule.OBJECT_COMMENT,
          declaration.name(),
          "",
          "has no comment",
          "say above it what it is for");
    }
    boolean isTable = declaration.kind() == Declaration.Kind.TABLE;
    for (Declaration.Part part : declaration.parts()) {
      boolean isColumn = isTable || isFullTextColumn(declaration, part);
      if (isColumn && part.comment().isEmpty()) {
        find(
            SchemaRule.COLUMN_COMMENT,
            declaration.name(),
            part.name(),
            "has no comment",
            "say behind it what it holds");
      }
    }
  }

  private boolean isFullTextColumn(Declaration declaration, Declaration.Part part) {
    return catalog.table(declaration.name()).stream()
        .flatMap(table -> table.arguments().stream())
        .noneMatch(argument -> argument.startsWith(part.name() + "="));
  }

  private void checkColumns(Table table) {
    for (Column column : table.columns()) {
      if (column.type().isEmpty()) {
        find(
            SchemaRule.UNTYPED_COLUMN,
            table.name(),
            column.name(),
            "has no type",
            "give it INTEGER, REAL, TEXT or BLOB");
      }
      if (column.keyPosition() > 0 && !column.notNull() && !isRowid(table, column)) {
        find(
            SchemaRule.NULLABLE_KEY,
            table.name(),
            column.name(),
            "is part of the primary key and may be NULL",
            "declare it NOT NULL");
      }
    }
  }

  private static boolean isRowid(Table table, Column column) {
    return table.kind() == TableKind.TABLE
        && column.type().equals("INTEGER")
        && key(table).equals(column.name());
  }

  private static String key(Table table) {
    return table.columns().stream()
        .filter(column -> column.keyPosition() > 0)
        .sorted(Comparator.comparing(Column::keyPosition))
        .map(Column::name)
        .collect(Collectors.joining(", "));
  }

  private void checkIndex(Index index) {
    if (index.unique()) {
      return;
    }
    for (Index other : catalog.indexes()) {
      if (serves(other, index)) {
        redundant(index, "index " + other.name());
        return;
      }
    }
    Table table = catalog.table(index.table()).orElseThrow();
    if (begins(key(table), index)) {
      redundant(index, "the primary key");
    } else if (table.unique().stream().anyMatch(unique -> begins(unique, index))) {
      redundant(index, "a UNIQUE constraint");
    }
  }

  /** Of two indexes on the same columns the first by name stays. */
  private static boolean serves(Index other, Index index) {
    boolean isTwin = other.columns().equals(index.columns());
    return other.table().equalsIgnoreCase(index.table())
        && (isTwin ? other.name().compareTo(index.name()) < 0 : begins(other.columns(), index));
  }

  private static boolean begins(String columns, Index index) {
    return (columns + ", ").startsWith(index.columns() + ", ");
  }

  private void redundant(Index index, String other) {
    find(
        SchemaRule.REDUNDANT_INDEX,
        index.name(),
        "",
        "(" + index.columns() + ") is the beginning of " + other + " of " + index.table(),
        "drop it: every query it serves is served by " + other);
  }

  private void find(SchemaRule rule, String object, String part, String message, String remedy) {
    String name = part.isEmpty() ? object : object + "." + part;
    Location location = source.location(object, part).orElse(null);
    findings.add(new Finding(rule, name, location, name + " " + message, remedy));
  }
}
