package dev.sluice.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.benchmark.CostPlot.Point;
import dev.sluice.benchmark.CostPlot.Series;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class CostPlotTest {
  @Test
  void a_cost_that_grows_with_the_size_is_a_straight_line() throws Exception {
    var linear = List.of(new Point(10, 1), new Point(100, 10), new Point(1_000, 100));
    String svg =
        new CostPlot("t < u", "chunks", "s", List.of(new Series("sqlite & all", linear))).svg();
    var factory = DocumentBuilderFactory.newInstance();
    var document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    var line = (org.w3c.dom.Element) document.getElementsByTagName("polyline").item(0);
    String[] points = line.getAttribute("points").split(" ", -1);
    assertEquals(3, points.length);
    assertEquals("70.0,350.0", points[0]);
    assertEquals("270.0,195.0", points[1]);
    assertEquals("470.0,40.0", points[2]);
    assertTrue(svg.contains("t &lt; u") && svg.contains("sqlite &amp; all"));
  }
}
