package dev.sluice.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured of one operation.
 *
 * @param part the table it belongs to
 * @param name the operation, and of which store
 * @param size of what is operated on, in the unit that {@code part} says
 * @param values by unit, the first one is what it is about
 * @param ratios to others that did the same
 */
public record Figure(
    String part, String name, long size, Map<String, Summary> values, List<Ratio> ratios) {

  /**
   * How a median compares.
   *
   * @param times above 1 where it took more than the other
   */
  public record Ratio(String against, String unit, double times) {}

  public Figure {
    values = new LinkedHashMap<>(values);
    ratios = List.copyOf(ratios);
  }

  Figure(String part, String name, long size, Map<String, Summary> values) {
    this(part, name, size, values, List.of());
  }

  /** The unit of the first value. */
  String unit() {
    return values.keySet().iterator().next();
  }

  Summary main() {
    return values.get(unit());
  }

  /** The same with one more ratio. */
  Figure against(String other, String unit, double median) {
    var more = new ArrayList<>(ratios);
    more.add(new Ratio(other, unit, values.get(unit).median() / median));
    return new Figure(part, name, size, values, more);
  }
}
