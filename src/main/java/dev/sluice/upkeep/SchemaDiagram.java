package dev.sluice.upkeep;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.Table;
import dev.sluice.schema.TableKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The declared tables as boxes, and which refers to which: {@code doc_id} and full text to chunks,
 * and columns that are the whole key of another table, of more than the mode, to that.
 */
final class SchemaDiagram {
  private static final String CENTRE = "chunks";
  private static final String DOC_ID = "doc_id";
  private static final int BOX_WIDTH = 220;
  private static final int GAP_X = 70;
  private static final int GAP_Y = 18;
  private static final int LINE = 16;
  private static final int HEAD = 24;

  private final Catalog catalog;
  private final Map<String, Box> boxes = new LinkedHashMap<>();
  private final int[] filled = new int[4];

  private record Box(Table table, List<String> lines, int x, int y) {
    int height() {
      return HEAD + lines.size() * LINE + 6;
    }

    int middle() {
      return y + HEAD / 2;
    }
  }

  private record Edge(String from, String to) {}

  SchemaDiagram(Catalog catalog) {
    this.catalog = catalog;
    List<Table> tables = catalog.tables();
    // Those with a doc id first: what they refer to is put beside them.
    tables.stream().filter(SchemaDiagram::hasDocId).forEach(table -> place(table, 1, 0));
    for (Edge edge : edges()) {
      if (!boxes.containsKey(edge.to())
          && !isAtCentre(edge.to())
          && boxes.containsKey(edge.from())) {
        place(catalog.table(edge.to()).orElseThrow(), 0, boxes.get(edge.from()).y());
      }
    }
    catalog.table(CENTRE).ifPresent(table -> place(table, 2, 0));
    tables.stream().filter(table -> isBeside(table.name())).forEach(table -> place(table, 3, 0));
    tables.stream()
        .filter(table -> !boxes.containsKey(table.name()))
        .forEach(table -> place(table, 3, 0));
  }

  private static boolean isAtCentre(String table) {
    return table.equals(CENTRE);
  }

  /** Whether it refers to chunks, or chunks to it, and it has no place yet. */
  private boolean isBeside(String table) {
    return !boxes.containsKey(table)
        && edges().stream()
            .anyMatch(
                edge ->
                    edge.equals(new Edge(table, CENTRE)) || edge.equals(new Edge(CENTRE, table)));
  }

  private static boolean hasDocId(Table table) {
    return table.columns().stream().anyMatch(column -> column.name().equals(DOC_ID));
  }

  private void place(Table table, int column, int atLeast) {
    int y = Math.max(filled[column], atLeast);
    var box = new Box(table, lines(table), column * (BOX_WIDTH + GAP_X), y);
    boxes.put(table.name(), box);
    filled[column] = y + box.height() + GAP_Y;
  }

  private static List<String> lines(Table table) {
    Stream<String> columns =
        table.columns().stream()
            .map(c -> (c.keyPosition() > 0 ? "\u25C6 " : "") + c.name() + " " + c.type());
    Stream<String> arguments =
        table.arguments().stream().skip(1).filter(argument -> !argument.contains("="));
    return Stream.concat(columns, arguments).map(String::strip).toList();
  }

  private List<Edge> edges() {
    var edges = new ArrayList<Edge>();
    for (Table from : catalog.tables()) {
      if (hasDocId(from) || from.kind() == TableKind.VIRTUAL) {
        edges.add(new Edge(from.name(), CENTRE));
      }
      for (Table to : catalog.tables()) {
        List<String> key = key(to);
        boolean refers =
            !from.equals(to)
                && key.size() > 1
                && !key.contains(DOC_ID)
                && from.columns().stream().map(Column::name).toList().containsAll(key);
        if (refers) {
          edges.add(new Edge(from.name(), to.name()));
        }
      }
    }
    return edges;
  }

  private static List<String> key(Table table) {
    return table.columns().stream()
        .filter(column -> column.keyPosition() > 0)
        .map(Column::name)
        .toList();
  }

  void draw(Html html) {
    int width = 4 * BOX_WIDTH + 3 * GAP_X;
    int height = Stream.of(filled).flatMapToInt(java.util.Arrays::stream).max().orElse(1);
    html.open(
        "svg",
        "viewBox",
        "-4 -4 " + (width + 8) + " " + (height + 8),
        "role",
        "img",
        "aria-label",
        "The declared tables and which refers to which",
        "class",
        "schema");
    html.markup(
        "<defs><marker id=\"to\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\""
            + " markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>");
    edges().forEach(edge -> draw(html, boxes.get(edge.from()), boxes.get(edge.to())));
    boxes.values().forEach(box -> draw(html, box));
    html.close("svg");
  }

  private static void draw(Html html, Box from, Box to) {
    boolean rightwards = to.x() > from.x();
    int startX = rightwards ? from.x() + BOX_WIDTH : from.x();
    int endX = rightwards ? to.x() : to.x() + BOX_WIDTH;
    int bend = (rightwards ? 1 : -1) * GAP_X / 2;
    html.open(
            "path",
            "d",
            "M%d %dC%d %d %d %d %d %d"
                .formatted(
                    startX,
                    from.middle(),
                    startX + bend,
                    from.middle(),
                    endX - bend,
                    to.middle(),
                    endX,
                    to.middle()),
            "class",
            "edge",
            "marker-end",
            "url(#to)")
        .close("path");
  }

  private static void draw(Html html, Box box) {
    html.open("g", "class", box.table().kind() == TableKind.VIRTUAL ? "table virtual" : "table");
    html.open(
            "rect", "x", box.x(), "y", box.y(), "width", BOX_WIDTH, "height", box.height(), "rx", 5)
        .close("rect");
    String kind = box.table().arguments().stream().findFirst().orElse("");
    html.element(
        "text",
        box.table().name() + (kind.isEmpty() ? "" : " (" + kind + ")"),
        "x",
        box.x() + 10,
        "y",
        box.y() + 17,
        "class",
        "head");
    for (int i = 0; i < box.lines().size(); i++) {
      html.element(
          "text",
          box.lines().get(i),
          "x",
          box.x() + 10,
          "y",
          box.y() + HEAD + 12 + i * LINE,
          "class",
          "column");
    }
    html.close("g");
  }
}
