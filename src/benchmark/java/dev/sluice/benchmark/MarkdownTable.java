package dev.sluice.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The figures of one part as a table: medians, more of the first unit, and ratios in words. */
final class MarkdownTable {
  private MarkdownTable() {}

  /** A heading, and what stands below it. */
  private record Column(String heading, Function<Figure, String> cell) {
    static Column number(String heading, String unit, ToDoubleFunction<Summary> value) {
      return new Column(
          heading,
          figure -> {
            Summary summary = figure.values().get(unit);
            return summary == null ? "" : MarkdownTable.number(value.applyAsDouble(summary));
          });
    }
  }

  static String of(String part, List<Figure> figures) {
    List<Column> columns = columns(part, figures);
    var text = new StringBuilder(line(columns.stream().map(Column::heading)));
    text.append("|---|").append("--:|".repeat(columns.size() - 2)).append("---|\n");
    for (Figure figure : figures) {
      text.append(line(columns.stream().map(column -> column.cell().apply(figure))));
    }
    return text.toString();
  }

  private static String line(Stream<String> cells) {
    return cells.collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static List<Column> columns(String part, List<Figure> figures) {
    var columns = new ArrayList<Column>();
    columns.add(new Column(part, Figure::name));
    columns.add(new Column("size", figure -> count(figure.size())));
    String first = figures.get(0).unit();
    columns.add(Column.number(first, first, Summary::median));
    columns.add(Column.number("p95", first, Summary::p95));
    columns.add(Column.number("least", first, Summary::least));
    figures.stream()
        .flatMap(figure -> figure.values().keySet().stream())
        .distinct()
        .filter(unit -> !unit.equals(first))
        .forEach(unit -> columns.add(Column.number(unit, unit, Summary::median)));
    columns.add(new Column("runs", figure -> Integer.toString(figure.main().runs())));
    columns.add(new Column("compared", MarkdownTable::ratios));
    return columns;
  }

  private static String ratios(Figure figure) {
    return figure.ratios().stream().map(MarkdownTable::ratio).collect(Collectors.joining("; "));
  }

  private static String ratio(Figure.Ratio ratio) {
    return String.format(
        Locale.ROOT, "%s: %s × %s", ratio.unit(), number(ratio.times()), ratio.against());
  }

  private static String count(long size) {
    return size == 0 ? "" : String.format(Locale.ROOT, "%,d", size);
  }

  /** Three digits, and all of those before the point. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    double magnitude = Math.abs(value);
    int digits = magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : magnitude >= 1 ? 2 : 3;
    return String.format(
        Locale.ROOT, "%,." + (magnitude < 0.1 && magnitude > 0 ? 4 : digits) + "f", value);
  }
}
