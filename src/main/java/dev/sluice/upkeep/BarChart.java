package dev.sluice.upkeep;

import java.util.List;

/** Horizontal bars with their names and values, as SVG. */
final class BarChart {
  private static final int ROW = 24;
  private static final int BAR_HEIGHT = 14;
  private static final int NAME_LENGTH = 32;

  private BarChart() {}

  /** How much room a chart has, in pixels at its natural size. */
  enum Room {
    WIDE(780, 250, 310),
    NARROW(470, 165, 175);

    private final int width;
    private final int barsAt;
    private final int longest;

    Room(int width, int barsAt, int longest) {
      this.width = width;
      this.barsAt = barsAt;
      this.longest = longest;
    }
  }

  /**
   * One bar.
   *
   * @param label the value, with its unit
   */
  record Bar(String name, double value, String label) {}

  static void draw(Html html, String title, Room room, List<Bar> bars) {
    double max = bars.stream().mapToDouble(Bar::value).max().orElse(0);
    int height = Math.max(1, bars.size()) * ROW;
    html.open(
        "svg",
        "viewBox",
        "0 0 " + room.width + " " + height,
        "role",
        "img",
        "aria-label",
        title,
        "class",
        "bars");
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      int y = i * ROW;
      int middle = y + ROW / 2 + 4;
      long length = max == 0 ? 0 : Math.round(bar.value() / max * room.longest);
      html.open("g").element("title", bar.name() + ": " + bar.label());
      html.element(
          "text", shortened(bar.name()), "x", room.barsAt - 10, "y", middle, "class", "name");
      html.open(
              "rect",
              "x",
              room.barsAt,
              "y",
              y + (ROW - BAR_HEIGHT) / 2,
              "width",
              Math.max(length, bar.value() > 0 ? 2 : 0),
              "height",
              BAR_HEIGHT,
              "rx",
              2)
          .close("rect");
      html.element(
          "text",
          bar.label(),
          "x",
          room.barsAt + Math.max(length, 2) + 8,
          "y",
          middle,
          "class",
          "value");
      html.close("g");
    }
    html.close("svg");
  }

  private static String shortened(String name) {
    int length = name.codePointCount(0, name.length());
    return length <= NAME_LENGTH
        ? name
        : name.substring(0, name.offsetByCodePoints(0, NAME_LENGTH - 1)) + "\u2026";
  }
}
