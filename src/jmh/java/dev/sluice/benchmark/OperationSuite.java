package dev.sluice.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Single operations, by JMH; each with its ratios to peers of the same class and parameters. */
final class OperationSuite {
  private OperationSuite() {}

  /**
   * @param jmh JMH's own options and patterns
   * @param json where JMH's own report goes
   */
  static List<Figure> measure(List<String> jmh, Path json)
      throws RunnerException, CommandLineOptionException {
    var options =
        new OptionsBuilder()
            .parent(new CommandLineOptions(jmh.toArray(String[]::new)))
            .resultFormat(ResultFormatType.JSON)
            .result(json.toString())
            .build();
    Collection<RunResult> results = new Runner(options).run();
    var groups =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    result -> classAndParameters(result.getParams()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    var figures = new ArrayList<Figure>();
    groups.forEach(
        (group, methods) -> methods.forEach(m -> figures.add(figure(group, m, methods))));
    return figures;
  }

  private static Figure figure(String group, RunResult result, List<RunResult> others) {
    String method = method(result);
    Figure figure =
        new Figure("operations", group + " " + method, 0, Map.of(unit(result), summary(result)));
    if (PeerNames.peer(method).isPresent()) {
      return figure;
    }
    for (RunResult other : others) {
      String peer = PeerNames.peer(method(other)).orElse(null);
      if (peer != null
          && unit(other).equals(unit(result))
          && PeerNames.operation(method(other)).equals(PeerNames.operation(method))) {
        figure = figure.against(peer, unit(result), summary(other).median());
      }
    }
    return figure;
  }

  private static String method(RunResult result) {
    String name = result.getParams().getBenchmark();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String classAndParameters(BenchmarkParams benchmark) {
    String name = benchmark.getBenchmark();
    String type = name.substring(0, name.lastIndexOf('.'));
    String parameters =
        benchmark.getParamsKeys().stream()
            .map(key -> key + "=" + benchmark.getParam(key))
            .collect(Collectors.joining(" "));
    String threads = benchmark.getThreads() == 1 ? "" : " threads=" + benchmark.getThreads();
    return (type.substring(type.lastIndexOf('.') + 1) + " " + parameters).strip() + threads;
  }

  private static String unit(RunResult result) {
    return result.getPrimaryResult().getScoreUnit();
  }

  private static Summary summary(RunResult result) {
    Result<?> primary = result.getPrimaryResult();
    var statistics = primary.getStatistics();
    return new Summary(
        statistics.getPercentile(50),
        statistics.getPercentile(95),
        statistics.getMin(),
        (int) Math.min(Integer.MAX_VALUE, statistics.getN()));
  }
}
