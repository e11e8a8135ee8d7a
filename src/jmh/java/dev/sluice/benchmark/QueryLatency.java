package dev.sluice.benchmark;

import dev.sluice.core.DenseMeta;
import dev.sluice.core.DenseVectors;
import dev.sluice.core.Embedder;
import dev.sluice.core.IndexReader;
import dev.sluice.core.Mode;
import dev.sluice.core.Tokenizer;
import dev.sluice.retrieval.Candidates;
import dev.sluice.retrieval.Ranking;
import dev.sluice.retrieval.SearchOptions;
import dev.sluice.retrieval.backend.Backend;
import dev.sluice.retrieval.backend.Index;
import dev.sluice.retrieval.backend.IndexOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The latency of a fixed mix of questions to an index root, by every backend that it has: warm, one
 * thread, p50, p95 and p99. Times are compared with a saved baseline as multiples of a fixed piece
 * of work measured in the same run, so that another load of the machine does not look like another
 * program; above the tolerance the process ends with 1.
 *
 * <p>{@code benchmarks/latency ROOT [--save FILE] [--baseline FILE] [--tolerance 1.3]}
 */
public final class QueryLatency {
  private static final Mode MODE = Mode.CODE;
  private static final int ROUNDS = 5;
  private static final int SAMPLES = 200;
  private static final int QUERIES = 20;
  private static final double DEFAULT_TOLERANCE = 1.3;
  private static final int[] PERCENTILES = {50, 95, 99};

  private final Path root;
  private final double[] calibration;

  private QueryLatency(Path root) {
    this.root = root;
    this.calibration = percentiles(i -> sortSomeNumbers());
  }

  /** One question of the mix. */
  private interface Question {
    Object ask(int i);
  }

  private static Object sortSomeNumbers() {
    int[] numbers = new Random(1).ints(5_000).toArray();
    Arrays.sort(numbers);
    return numbers;
  }

  /** Microseconds: of each percentile the least of some rounds, since others use the machine. */
  private static double[] percentiles(Question question) {
    for (int i = 0; i < SAMPLES; i++) {
      question.ask(i);
    }
    double[] least = new double[PERCENTILES.length];
    Arrays.fill(least, Double.MAX_VALUE);
    for (int round = 0; round < ROUNDS; round++) {
      double[] micros = new double[SAMPLES];
      for (int i = 0; i < SAMPLES; i++) {
        long started = System.nanoTime();
        question.ask(i);
        micros[i] = (System.nanoTime() - started) / 1e3;
      }
      Arrays.sort(micros);
      for (int p = 0; p < least.length; p++) {
        least[p] = Math.min(least[p], micros[SAMPLES * PERCENTILES[p] / 100]);
      }
    }
    return least;
  }

  private Map<String, double[]> measure() {
    var measured = new LinkedHashMap<String, double[]>();
    for (Backend backend : List.of(Backend.SQLITE, Backend.LMDB, Backend.MEMORY)) {
      var options =
          IndexOptions.DEFAULT.withBackend(backend).withEmbedder(new NamedEmbedder(meta()));
      if (Index.explain(root, MODE, options).selected() != null) {
        try (var index = Index.open(root, options)) {
          mix(index, backend)
              .forEach((name, ask) -> measured.put(backend + " " + name, percentiles(ask)));
        }
      }
    }
    return measured;
  }

  /** How the vectors of the index were made. */
  private DenseMeta meta() {
    try (var index = Index.open(root)) {
      return index
          .reader(MODE)
          .denseVectors()
          .map(DenseVectors::meta)
          .orElse(new DenseMeta(1, 1, "none"));
    }
  }

  /** Gives any text a vector under the name of a model. */
  private record NamedEmbedder(DenseMeta meta) implements Embedder {
    @Override
    public String model() {
      return meta.model();
    }

    @Override
    public int dims() {
      return meta.dims();
    }

    @Override
    public List<float[]> embed(List<String> texts) {
      return texts.stream().map(this::vector).toList();
    }

    private float[] vector(String text) {
      float[] vector = new float[meta.dims()];
      var random = new Random(text.hashCode());
      for (int i = 0; i < vector.length; i++) {
        vector[i] = random.nextFloat() - 0.5f;
      }
      return vector;
    }
  }

  private static Map<String, Question> mix(Index index, Backend backend) {
    List<List<String>> queries = index.read(MODE, QueryLatency::queries);
    int[] fifty = index.read(MODE, QueryLatency::fifty);
    var mix = new LinkedHashMap<String, Question>();
    mix.put("candidates", i -> index.read(MODE, r -> candidates(r, queries.get(i % QUERIES))));
    mix.put("bm25", i -> search(index, Ranking.BM25, queries.get(i % QUERIES)));
    if (backend == Backend.SQLITE) {
      mix.put("full-text", i -> search(index, Ranking.FULL_TEXT, queries.get(i % QUERIES)));
    }
    if (index.reader(MODE).denseVectors().isPresent()) {
      mix.put("dense", i -> search(index, Ranking.DENSE, queries.get(i % QUERIES)));
    }
    mix.put("fetch 50 chunks", i -> index.read(MODE, reader -> reader.chunks(fifty)));
    mix.put("look at the files", i -> index.read(MODE, IndexReader::mode));
    return mix;
  }

  private static int[] candidates(IndexReader reader, List<String> query) {
    return new Candidates(reader).of(query);
  }

  private static int[] fifty(IndexReader reader) {
    return new Random(2).ints(50, 0, reader.tokenStats().documentCount()).toArray();
  }

  private static Object search(Index index, Ranking ranking, List<String> query) {
    var options = SearchOptions.DEFAULT.withRanking(ranking);
    return index.search(MODE, String.join(" ", query), options);
  }

  /** The first words of the names of chunks all over the index. */
  private static List<List<String>> queries(IndexReader reader) {
    int chunks = reader.tokenStats().documentCount();
    var queries = new ArrayList<List<String>>();
    int[] docIds = IntStream.range(0, chunks).toArray();
    int step = Math.max(1, chunks / (2 * QUERIES));
    for (int at = 0; queries.size() < QUERIES && at < chunks; at += step) {
      String name = reader.summaries(new int[] {docIds[at]}).get(0).name();
      List<String> words = Tokenizer.tokens(name == null ? "" : name);
      if (!words.isEmpty()) {
        queries.add(words.subList(0, Math.min(3, words.size())));
      }
    }
    while (queries.size() < QUERIES) {
      queries.add(List.of("get"));
    }
    return queries;
  }

  private List<String> lines(Map<String, double[]> measured) {
    var lines = new ArrayList<String>();
    measured.forEach(
        (name, micros) -> {
          var line = new StringBuilder(name);
          for (int i = 0; i < micros.length; i++) {
            line.append(String.format(Locale.ROOT, ",%.4f", micros[i] / calibration[0]));
          }
          lines.add(line.toString());
        });
    return lines;
  }

  private static void print(Map<String, double[]> measured) {
    System.out.printf("%-24s %10s %10s %10s  microseconds%n", "", "p50", "p95", "p99");
    measured.forEach(
        (name, micros) ->
            System.out.printf(
                Locale.ROOT,
                "%-24s %10.1f %10.1f %10.1f%n",
                name,
                micros[0],
                micros[1],
                micros[2]));
  }

  /** What is slower than in the baseline; p99 is too noisy to fail on. */
  private static List<String> slower(List<String> lines, List<String> baseline, double tolerance) {
    var before = new LinkedHashMap<String, String[]>();
    baseline.forEach(line -> before.put(line.split(",", -1)[0], line.split(",", -1)));
    var slower = new ArrayList<String>();
    for (String line : lines) {
      String[] now = line.split(",", -1);
      String[] then = before.get(now[0]);
      for (int i = 1; then != null && i < PERCENTILES.length; i++) {
        double ratio = Double.parseDouble(now[i]) / Double.parseDouble(then[i]);
        if (ratio > tolerance) {
          slower.add(
              String.format(
                  Locale.ROOT,
                  "%s p%d is %.2f times the baseline",
                  now[0],
                  PERCENTILES[i - 1],
                  ratio));
        }
      }
    }
    return slower;
  }

  /**
   * Measures, and compares or saves.
   *
   * @param arguments as above
   */
  public static void main(String[] arguments) throws IOException {
    var latency = new QueryLatency(Path.of(arguments[0]));
    Map<String, double[]> measured = latency.measure();
    print(measured);
    List<String> lines = latency.lines(measured);
    double tolerance = DEFAULT_TOLERANCE;
    Path baseline = null;
    for (int i = 1; i + 1 < arguments.length; i += 2) {
      switch (arguments[i]) {
        case "--save" -> Files.write(Path.of(arguments[i + 1]), lines);
        case "--baseline" -> baseline = Path.of(arguments[i + 1]);
        case "--tolerance" -> tolerance = Double.parseDouble(arguments[i + 1]);
        default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
      }
    }
    if (baseline != null) {
      List<String> slower = slower(lines, Files.readAllLines(baseline), tolerance);
      slower.forEach(System.out::println);
      System.exit(slower.isEmpty() ? 0 : 1);
    }
  }
}
