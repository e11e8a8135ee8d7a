package dev.sluice.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * What is to be measured, of what, and where the reports go.
 *
 * @param root an index root, or null for a generated one of {@code chunks}
 * @param out the beginning of the names of the reports
 * @param jmh what is left for JMH: its own options and patterns
 */
record SuiteOptions(
    String part,
    int chunks,
    Path root,
    List<Integer> sizes,
    Density density,
    int runs,
    Path out,
    List<String> jmh) {

  static final String USAGE =
      """
      benchmarks/run all|processes|scale|operations [options] [JMH's options and patterns]
      A first word that is none of these is a pattern of operations.
        --chunks N           processes: the size of the generated index (12500)
        --root D             processes: an index root instead; it is copied
        --sizes N,N          scale: the sizes (1000,12500,100000,1000000)
        --density D          scale: tenth or full (tenth)
        --runs N             processes and scale: runs of each (5)
        --out F              F.json, F.md, F-*.svg (target/benchmarks/report)
      """;

  private static final List<String> PARTS = List.of("all", "processes", "operations", "scale");

  /**
   * @throws IllegalArgumentException with what is wrong
   */
  static SuiteOptions parse(String... arguments) {
    if (arguments.length == 0) {
      throw new IllegalArgumentException("nothing to measure");
    }
    boolean namesPart = PARTS.contains(arguments[0]);
    var options =
        new SuiteOptions(
            namesPart ? arguments[0] : "operations",
            12_500,
            null,
            List.of(1_000, 12_500, 100_000, 1_000_000),
            Density.TENTH,
            5,
            Path.of("target", "benchmarks", "report"),
            List.of());
    Iterator<String> rest = Arrays.asList(arguments).iterator();
    if (namesPart) {
      rest.next();
    }
    while (rest.hasNext()) {
      options = options.with(rest.next(), rest);
    }
    return options;
  }

  private SuiteOptions with(String option, Iterator<String> rest) {
    return switch (option) {
      case "--chunks" ->
          new SuiteOptions(part, count(option, rest), root, sizes, density, runs, out, jmh);
      case "--root" ->
          new SuiteOptions(
              part, chunks, Path.of(value(option, rest)), sizes, density, runs, out, jmh);
      case "--sizes" ->
          new SuiteOptions(
              part, chunks, root, counts(value(option, rest)), density, runs, out, jmh);
      case "--density" ->
          new SuiteOptions(part, chunks, root, sizes, density(value(option, rest)), runs, out, jmh);
      case "--runs" ->
          new SuiteOptions(part, chunks, root, sizes, density, count(option, rest), out, jmh);
      case "--out" ->
          new SuiteOptions(
              part, chunks, root, sizes, density, runs, Path.of(value(option, rest)), jmh);
      default -> {
        var more = new ArrayList<>(jmh);
        more.add(option);
        yield new SuiteOptions(part, chunks, root, sizes, density, runs, out, List.copyOf(more));
      }
    };
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " without a value");
    }
    return rest.next();
  }

  private static int count(String option, Iterator<String> rest) {
    return counts(value(option, rest)).get(0);
  }

  private static List<Integer> counts(String list) {
    List<Integer> counts = Arrays.stream(list.split(",", -1)).map(Integer::valueOf).toList();
    if (counts.stream().anyMatch(count -> count < 1)) {
      throw new IllegalArgumentException("not above 0: " + list);
    }
    return counts;
  }

  private static Density density(String name) {
    return Density.valueOf(name.toUpperCase(Locale.ROOT));
  }

  boolean wants(String which) {
    return part.equals("all") || part.equals(which);
  }
}
