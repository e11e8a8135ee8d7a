package dev.sluice.benchmark;

import dev.sluice.benchmark.CostPlot.Point;
import dev.sluice.benchmark.CostPlot.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The plots of what {@link ScaleSuite} measured, by names for files. */
final class ScalePlots {
  private ScalePlots() {}

  static Map<String, CostPlot> of(List<Figure> figures) {
    var plots = new LinkedHashMap<String, CostPlot>();
    plots.put("build", plot(figures, ScaleSuite.BUILDS, "s", "Build from artifacts", "chunks"));
    plots.put(
        "build-per-chunk",
        plot(figures, ScaleSuite.BUILDS, ScaleSuite.PER_CHUNK, "Build from artifacts", "chunks"));
    plots.put("open", plot(figures, QueryCost.OPEN, QueryCost.MICROS, "Open and close", "chunks"));
    plots.put(
        "postings",
        plot(figures, QueryCost.POSTINGS, QueryCost.MICROS, "Postings of one term", "postings"));
    plots.put(
        "bm25",
        plot(figures, QueryCost.BM25, QueryCost.MICROS, "BM25 of 1,100 postings", "chunks"));
    plots.values().removeIf(plot -> plot == null);
    return plots;
  }

  private static CostPlot plot(
      List<Figure> figures, String part, String unit, String title, String size) {
    var points = new LinkedHashMap<String, List<Point>>();
    for (Figure figure : figures) {
      if (figure.part().equals(part)) {
        points
            .computeIfAbsent(figure.name(), name -> new ArrayList<>())
            .add(new Point(figure.size(), figure.values().get(unit).median()));
      }
    }
    var series = new ArrayList<Series>();
    points.forEach((name, ofIt) -> series.add(new Series(name, ofIt)));
    return series.isEmpty() ? null : new CostPlot(title, size, unit, series);
  }
}
