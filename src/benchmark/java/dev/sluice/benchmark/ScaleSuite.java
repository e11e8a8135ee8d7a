package dev.sluice.benchmark;

import dev.sluice.core.DurableFiles;
import dev.sluice.core.IndexLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a build, an open and a query take at several sizes. Builds run in a heap of 512 MB. Sizes
 * are compared with the smaller ones before them.
 */
final class ScaleSuite {
  static final String BUILDS = "builds, size in chunks";
  static final String PER_CHUNK = "µs per chunk";

  /** Starting Java is most of what less takes. */
  private static final int SMALLEST_TO_COMPARE = 12_500;

  /** Of chunks built in all runs of one size. */
  private static final int ENOUGH = 1_000_000;

  private final Path work;
  private final Density density;
  private final Map<String, Map<Integer, Double>> perChunk = new HashMap<>();

  ScaleSuite(Path work, Density density) {
    this.work = work;
    this.density = density;
  }

  /**
   * @param runs of each build, fewer for large sizes
   */
  List<Figure> measure(int chunks, int runs) throws IOException, InterruptedException {
    if (Files.exists(work)) {
      DurableFiles.deleteTree(work);
    }
    var layout = new IndexLayout(Files.createDirectories(work).toAbsolutePath());
    try {
      new GeneratedIndex(chunks, density, Edit.NONE).writeArtifacts(layout.root());
      var figures = new ArrayList<Figure>();
      int enough = Math.max(1, Math.min(runs, ENOUGH / chunks));
      for (String store : List.of("sqlite", "lmdb")) {
        figures.add(compare(build(layout.root(), store, chunks, enough)));
      }
      figures.addAll(new QueryCost(layout, chunks).measure());
      return figures;
    } finally {
      DurableFiles.deleteTree(work);
    }
  }

  private Figure build(Path root, String store, int chunks, int runs)
      throws IOException, InterruptedException {
    var processes = new ArrayList<MeasuredProcess>();
    double[] heaps = new double[runs];
    Path log = work.resolve("gc.log");
    for (int run = 0; run < runs; run++) {
      var options = Map.of("SLUICE_JAVA_OPTS", "-Xmx512m -Xlog:gc:file=" + log.toAbsolutePath());
      processes.add(
          Sluice.run(
              options, "build", "--root", root.toString(), "--mode", "code", "--backend", store));
      heaps[run] = GcLog.greatestAfterCollection(Files.readAllLines(log));
      Files.delete(log);
      Progress.dot();
    }
    double[] micros = processes.stream().mapToDouble(p -> p.seconds() * 1e6 / chunks).toArray();
    var values = new LinkedHashMap<>(ProcessSuite.values(processes));
    values.put(PER_CHUNK, Summary.of(micros));
    values.put("MiB of heap after GC", Summary.of(heaps));
    return new Figure(BUILDS, store, chunks, values);
  }

  private Figure compare(Figure figure) {
    Map<Integer, Double> before =
        perChunk.computeIfAbsent(figure.name(), name -> new LinkedHashMap<>());
    Figure compared = figure;
    for (var smaller : before.entrySet()) {
      compared = compared.against(smaller.getKey() + " chunks", PER_CHUNK, smaller.getValue());
    }
    if (figure.size() >= SMALLEST_TO_COMPARE) {
      before.put((int) figure.size(), figure.values().get(PER_CHUNK).median());
    }
    return compared;
  }
}
