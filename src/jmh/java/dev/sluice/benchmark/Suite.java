package dev.sluice.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The benchmark suite: docs/performance.md says how to run and how to read it. */
public final class Suite {
  private final SuiteOptions options;
  private final List<Figure> figures = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private Suite(SuiteOptions options) {
    this.options = options;
  }

  /**
   * Measures and writes the reports.
   *
   * @param arguments see {@link SuiteOptions}
   */
  public static void main(String[] arguments) throws Exception {
    SuiteOptions options;
    try {
      options = SuiteOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + SuiteOptions.USAGE);
      System.exit(2);
      return;
    }
    new Suite(options).run();
  }

  private void run() throws Exception {
    Files.createDirectories(options.out().toAbsolutePath().getParent());
    Map<String, String> machine = Machine.describe();
    if (options.wants("processes")) {
      processes();
    }
    if (options.wants("scale")) {
      scale();
    }
    if (options.wants("operations")) {
      Progress.say("operations");
      figures.addAll(OperationSuite.measure(options.jmh(), file("-jmh.json")));
    }
    var report = new Report(machine, figures, notes);
    Files.writeString(file(".json"), report.json());
    Files.writeString(file(".md"), report.markdown());
    System.out.println("\n" + report.markdown());
    Progress.say("written to " + file(".md") + " and files beside it");
  }

  private static final List<Edit> EDITS =
      List.of(new Edit(1, false), new Edit(5, false), new Edit(5, true));

  private void processes() throws IOException, InterruptedException {
    Progress.say("processes");
    try (Input input =
        options.root() == null
            ? Input.generated(work(), options.chunks(), Density.FULL, EDITS)
            : Input.copyOf(options.root(), work())) {
      figures.addAll(new ProcessSuite(input).measure(options.runs()));
    }
    notes.add(
        "processes of "
            + (options.root() == null ? "a generated index" : options.root())
            + "; SQLite alone is the driver's version, without the start of Java");
  }

  private void scale() throws IOException, InterruptedException {
    var suite = new ScaleSuite(work(), options.density());
    for (int chunks : options.sizes()) {
      Progress.say("scale: " + chunks + " chunks");
      figures.addAll(suite.measure(chunks, options.runs()));
    }
    for (var plot : ScalePlots.of(figures).entrySet()) {
      Files.writeString(file("-" + plot.getKey() + ".svg"), plot.getValue().svg());
    }
    notes.add("scale with chunks of density " + options.density() + ", builds with -Xmx512m");
  }

  private Path work() {
    return options.out().resolveSibling("work");
  }

  private Path file(String ending) {
    return options.out().resolveSibling(options.out().getFileName() + ending);
  }
}
