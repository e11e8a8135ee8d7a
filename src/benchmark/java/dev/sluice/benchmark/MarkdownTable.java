package dev.sluice.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The figures of one part as a table: medians, p95 of the first unit, and ratios in words. */
final class MarkdownTable {
  private MarkdownTable() {}

  static String of(String part, List<Figure> figures) {
    Set<String> units =
        figures.stream()
            .flatMap(figure -> figure.values().keySet().stream())
            .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    String first = units.iterator().next();
    var text = new StringBuilder("| " + part + " | size |");
    units.forEach(
        unit -> text.append(unit.equals(first) ? " " + unit + " | p95 |" : " " + unit + " |"));
    text.append(" runs | compared |\n|---|--:|")
        .append("--:|".repeat(units.size() + 2))
        .append("---|\n");
    figures.forEach(figure -> text.append(row(figure, units, first)));
    return text.toString();
  }

  private static String row(Figure figure, Set<String> units, String first) {
    var row = new StringBuilder("| " + figure.name() + " | " + count(figure.size()) + " |");
    for (String unit : units) {
      Summary value = figure.values().get(unit);
      row.append(' ').append(value == null ? "" : number(value.median())).append(" |");
      if (unit.equals(first)) {
        row.append(' ').append(value == null ? "" : number(value.p95())).append(" |");
      }
    }
    row.append(" " + figure.main().runs() + " | ");
    row.append(
        figure.ratios().stream().map(MarkdownTable::ratio).collect(Collectors.joining("; ")));
    return row.append(" |\n").toString();
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
