package dev.sluice.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Cost against size with both axes logarithmic, as SVG: a cost that grows with the size is a line
 * that rises as the dashed one does, a constant one is level. Readable on light and dark grounds.
 */
public final class CostPlot {
  private static final int WIDTH = 700;
  private static final int HEIGHT = 400;
  private static final int LEFT = 70;
  private static final int RIGHT = 230;
  private static final int TOP = 40;
  private static final int BOTTOM = 50;
  private static final String STYLE =
      """
      <style>
        svg { --ink: #222; --grid: #ddd; background: #fff;
              --c0: #0b62a4; --c1: #b3470b; --c2: #2d7d3a; --c3: #7a3fa0; --c4: #8a6d00; --c5: #b02a5b;
              --c6: #007c80; --c7: #555 }
        @media (prefers-color-scheme: dark) {
          svg { --ink: #ddd; --grid: #444; background: #1b1b1b;
                --c0: #6cb6ff; --c1: #ff9a5c; --c2: #7bd88f; --c3: #c79bf2; --c4: #e6c84b; --c5: #ff8fb5;
                --c6: #4fd6d9; --c7: #bbb } }
        text { font: 12px sans-serif; fill: var(--ink) }
        .grid { stroke: var(--grid) } .axis { stroke: var(--ink) }
        .slope { stroke: var(--ink); stroke-dasharray: 4 4; opacity: 0.5 }
        polyline { fill: none; stroke-width: 2 }
      </style>
      """;
  private static final int COLOURS = 8;

  private final String title;
  private final String sizeLabel;
  private final String costLabel;
  private final List<Series> series;
  private final Axis sizes;
  private final Axis costs;

  /** A size and what it cost, both above 0. */
  public record Point(double size, double cost) {}

  /** Points in the order of their sizes. */
  public record Series(String name, List<Point> points) {
    public Series {
      points = List.copyOf(points);
    }
  }

  /** Whole powers of ten around what is to be shown. */
  private record Axis(int from, int to) {
    static Axis around(List<Series> series, ToDoubleFunction<Point> value) {
      double[] logs =
          series.stream()
              .flatMap(s -> s.points().stream())
              .mapToDouble(point -> Math.log10(value.applyAsDouble(point)))
              .sorted()
              .toArray();
      int from = (int) Math.floor(logs[0]);
      return new Axis(from, Math.max(from + 1, (int) Math.ceil(logs[logs.length - 1])));
    }

    /** From 0 to 1. */
    double place(double value) {
      return (Math.log10(value) - from) / (to - from);
    }
  }

  /**
   * @param series at least one, with at least one point
   */
  public CostPlot(String title, String sizeLabel, String costLabel, List<Series> series) {
    this.title = title;
    this.sizeLabel = sizeLabel;
    this.costLabel = costLabel;
    this.series = List.copyOf(series);
    this.sizes = Axis.around(series, Point::size);
    this.costs = Axis.around(series, Point::cost);
  }

  public String svg() {
    var lines = new ArrayList<String>();
    lines.add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">"
            .formatted(WIDTH, HEIGHT));
    lines.add("<title>" + escaped(title) + "</title>");
    lines.add(STYLE.strip());
    lines.add(text(LEFT, TOP / 2, "start", title));
    grid(lines);
    for (int i = 0; i < series.size(); i++) {
      draw(series.get(i), i, lines);
    }
    lines.add("</svg>");
    return String.join("\n", lines) + "\n";
  }

  private void grid(List<String> lines) {
    for (int power = sizes.from; power <= sizes.to; power++) {
      double x = x(Math.pow(10, power));
      lines.add(line("grid", x, TOP, x, HEIGHT - BOTTOM));
      lines.add(text(x, HEIGHT - BOTTOM + 16, "middle", label(power)));
    }
    for (int power = costs.from; power <= costs.to; power++) {
      double y = y(Math.pow(10, power));
      lines.add(line("grid", LEFT, y, WIDTH - RIGHT, y));
      lines.add(text(LEFT - 6, y + 4, "end", label(power)));
    }
    int steps = Math.min(sizes.to - sizes.from, costs.to - costs.from);
    lines.add(
        line(
            "slope",
            LEFT,
            HEIGHT - BOTTOM,
            x(Math.pow(10, sizes.from + steps)),
            y(Math.pow(10, costs.from + steps))));
    lines.add(line("axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM));
    lines.add(line("axis", LEFT, TOP, LEFT, HEIGHT - BOTTOM));
    lines.add(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", sizeLabel));
    lines.add(
        "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>"
            .formatted((TOP + HEIGHT - BOTTOM) / 2, escaped(costLabel)));
  }

  private void draw(Series one, int number, List<String> lines) {
    String colour = "var(--c" + number % COLOURS + ")";
    var path = new StringBuilder();
    for (Point point : one.points()) {
      path.append(coordinates(x(point.size()), y(point.cost()))).append(' ');
      lines.add(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" style=\"fill: %s\"/>",
              x(point.size()),
              y(point.cost()),
              colour));
    }
    lines.add(
        "<polyline points=\"%s\" style=\"stroke: %s\"/>"
            .formatted(path.toString().strip(), colour));
    int y = TOP + 8 + 20 * number;
    int x = WIDTH - RIGHT + 12;
    lines.add("<circle cx=\"%d\" cy=\"%d\" r=\"4\" style=\"fill: %s\"/>".formatted(x, y, colour));
    lines.add(text(x + 10, y + 4, "start", one.name()));
  }

  private double x(double size) {
    return LEFT + sizes.place(size) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double cost) {
    return HEIGHT - BOTTOM - costs.place(cost) * (HEIGHT - TOP - BOTTOM);
  }

  private static String coordinates(double x, double y) {
    return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
  }

  private static String label(int power) {
    return power < 0
        ? String.format(Locale.ROOT, "%." + -power + "f", Math.pow(10, power))
        : String.format(Locale.ROOT, "%,.0f", Math.pow(10, power));
  }

  private static String line(String kind, double x1, double y1, double x2, double y2) {
    return String.format(
        Locale.ROOT,
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
        kind,
        x1,
        y1,
        x2,
        y2);
  }

  private static String text(double x, double y, String anchor, String text) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        x,
        y,
        anchor,
        escaped(text));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
