package dev.sluice.benchmark;

import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.Tokenizer;
import dev.sluice.sqlite.EngineCopy;
import dev.sluice.sqlite.JdbcStart;
import dev.sluice.sqlite.SqliteIndexReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Builds, updates, compaction and cold starts as whole processes of the launcher, and what SQLite
 * alone takes, in turns: what else the machine does meets all of them.
 *
 * <p>Updates go to and fro between the bundles before and after an edit, so that each changes what
 * it says and nothing has to be put back. A compaction follows an update, so that there is
 * something to compact. All files are read before each: the peers' figures are of files in memory,
 * and what a kernel keeps there while others run is a matter of chance.
 */
final class ProcessSuite {
  static final String FROM_ARTIFACTS = "build from artifacts, SQLite";
  static final String FROM_BUNDLES = "build from bundles, SQLite";
  static final String UPDATE_5 = name(new Edit(5, false));
  static final String REWRITE_5 = name(new Edit(5, true));
  static final String COMPACT = "compact after an update";
  private static final String COPY = "SQLite alone: INSERT .. SELECT of all rows";
  private static final String JDBC_START = "plain java and JDBC: start and one query";
  private static final String PART = "processes, size in chunks";

  private final Input input;
  private final IndexLayout updated;
  private final Path copy;
  private final Map<String, Run> runs = new LinkedHashMap<>();

  /** One run of a process; rounds count from 0. */
  private interface Run {
    MeasuredProcess round(int round) throws IOException, InterruptedException;
  }

  ProcessSuite(Input input) {
    this.input = input;
    this.updated = new IndexLayout(input.folder().resolve("updated"));
    this.copy = input.folder().resolve("copy.db");
  }

  List<Figure> measure(int rounds) throws IOException, InterruptedException {
    String root = input.root().toString();
    build(root, "sqlite", "artifacts");
    build(root, "lmdb", "artifacts");
    addBuilds(root);
    addChanges();
    addStarts(root);
    var measured = new LinkedHashMap<String, List<MeasuredProcess>>();
    for (int round = 0; round < rounds; round++) {
      for (var run : runs.entrySet()) {
        read(input.folder());
        measured
            .computeIfAbsent(run.getKey(), name -> new ArrayList<>())
            .add(run.getValue().round(round));
        Progress.dot();
      }
    }
    return figures(measured);
  }

  private static void read(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        try (InputStream in = Files.newInputStream(file)) {
          in.transferTo(OutputStream.nullOutputStream());
        }
      }
    }
  }

  private static MeasuredProcess build(String root, String store, String from)
      throws IOException, InterruptedException {
    return Sluice.run(
        "build", "--root", root, "--mode", "code", "--backend", store, "--from", from);
  }

  private void addBuilds(String root) {
    runs.put(FROM_ARTIFACTS, round -> build(root, "sqlite", "artifacts"));
    runs.put(COPY, round -> copy());
    runs.put("build from artifacts, LMDB", round -> build(root, "lmdb", "artifacts"));
    if (input.hasBundles()) {
      runs.put(FROM_BUNDLES, round -> build(root, "sqlite", "bundles"));
      runs.put("build from bundles, LMDB", round -> build(root, "lmdb", "bundles"));
    }
  }

  private MeasuredProcess copy() throws IOException, InterruptedException {
    Path database = input.layout().sqlite(Mode.CODE);
    MeasuredProcess process =
        Sluice.java(EngineCopy.class, List.of(), database.toString(), copy.toString());
    // Without the start of Java, which is not what SQLite alone takes; nor is its memory. Warnings
    // of newer JDKs stand before.
    String[] lines = process.output().strip().split("\n", -1);
    double seconds = Double.parseDouble(lines[lines.length - 1]);
    return new MeasuredProcess(seconds, Double.NaN, Double.NaN, "");
  }

  private void addChanges() throws IOException, InterruptedException {
    for (var edit : input.edited().entrySet()) {
      String root = updated.root() + "-" + edit.getKey().id();
      update(root, input.bundles());
      String name = name(edit.getKey());
      runs.put(name, round -> update(root, round % 2 == 0 ? edit.getValue() : input.bundles()));
      if (name.equals(REWRITE_5)) {
        runs.put(COMPACT, round -> Sluice.run("compact", "--root", root, "--mode", "code"));
      }
    }
  }

  private static String name(Edit edit) {
    return "update, "
        + (edit.everyChunk() ? "all chunks" : "a chunk")
        + (edit.files() == 1 ? " of 1 file" : " of each of " + edit.files() + " files");
  }

  private static MeasuredProcess update(String root, Path bundles)
      throws IOException, InterruptedException {
    return Sluice.run(
        "build",
        "--root",
        root,
        "--mode",
        "code",
        "--incremental",
        "--incremental-dir",
        bundles.toString());
  }

  private void addStarts(String root) {
    List<String> query = query();
    for (String backend : List.of("sqlite", "sqlite-fts", "lmdb")) {
      runs.put(
          "search, " + backend,
          round ->
              Sluice.run("search", String.join(" ", query), "--root", root, "--backend", backend));
    }
    runs.put(
        JDBC_START,
        round ->
            Sluice.java(
                JdbcStart.class,
                List.of(),
                input.layout().sqlite(Mode.CODE).toString(),
                query.get(0)));
  }

  /** Two words of what a chunk in the middle is called. */
  private List<String> query() {
    try (var reader = SqliteIndexReader.open(input.layout().sqlite(Mode.CODE), Mode.CODE)) {
      int[] middle = {reader.tokenStats().documentCount() / 2};
      List<String> words = Tokenizer.tokens(reader.summaries(middle).get(0).name());
      return words.isEmpty() ? List.of("get") : words.subList(0, Math.min(2, words.size()));
    }
  }

  private List<Figure> figures(Map<String, List<MeasuredProcess>> measured) {
    int chunks;
    try (var reader = SqliteIndexReader.open(input.layout().sqlite(Mode.CODE), Mode.CODE)) {
      chunks = reader.tokenStats().documentCount();
    }
    var figures = new ArrayList<Figure>();
    double copied = figure(COPY, chunks, measured.get(COPY)).main().median();
    double started = figure(JDBC_START, chunks, measured.get(JDBC_START)).main().median();
    measured.forEach(
        (name, processes) -> {
          Figure figure = figure(name, chunks, processes);
          if (name.startsWith("search")) {
            figure = figure.against("JDBC alone", "s", started);
          } else if (name.startsWith("build") || name.equals(COMPACT)) {
            figure = figure.against("SQLite alone", "s", copied);
          }
          figures.add(PairOfCleats.compare(figure, started));
        });
    return figures;
  }

  private static Figure figure(String name, int chunks, List<MeasuredProcess> processes) {
    return new Figure(PART, name, chunks, values(processes));
  }

  /** By unit; where only the time is known, that alone. */
  static Map<String, Summary> values(List<MeasuredProcess> processes) {
    var values = new LinkedHashMap<String, Summary>();
    values.put("s", summary(processes, MeasuredProcess::seconds));
    if (!Double.isNaN(processes.get(0).peakMib())) {
      values.put("cpu s", summary(processes, MeasuredProcess::cpuSeconds));
      values.put("peak MiB", summary(processes, MeasuredProcess::peakMib));
    }
    return values;
  }

  private static Summary summary(
      List<MeasuredProcess> processes, ToDoubleFunction<MeasuredProcess> value) {
    return Summary.of(processes.stream().mapToDouble(value).toArray());
  }
}
