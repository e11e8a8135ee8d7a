package dev.sluice.benchmark;

import dev.sluice.build.BuildProgress;
import dev.sluice.build.BuildRequest;
import dev.sluice.build.From;
import dev.sluice.build.LmdbBuild;
import dev.sluice.build.SqliteBuild;
import dev.sluice.core.Chunk;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.IndexReader;
import dev.sluice.core.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The index root that operations are measured on: that of {@code -Dsluice.root}, which is only read
 * and has both stores, or one of 12,500 generated chunks that the first benchmark leaves to the
 * others in {@code target/benchmarks}.
 */
public final class BenchmarkIndex {
  private static final int CHUNKS = 12_500;
  private static final int QUERIES = 10;
  private static final int BATCH = 500;
  private static final JsonMapper JSON = new JsonMapper();

  private BenchmarkIndex() {}

  public static IndexLayout layout() throws IOException {
    String given = System.getProperty("sluice.root");
    return new IndexLayout(given == null ? generated() : Path.of(given));
  }

  private static Path generated() throws IOException {
    Path root = Path.of("target", "benchmarks", CHUNKS + "-chunks").toAbsolutePath();
    if (!Files.exists(root)) {
      Path unfinished = Files.createDirectories(root.resolveSibling("unfinished"));
      new GeneratedIndex(CHUNKS).write(unfinished);
      var layout = new IndexLayout(unfinished);
      var sqlite = BuildRequest.of(layout, Mode.CODE).from(From.ARTIFACTS, "measured");
      new SqliteBuild(sqlite, Clock.systemUTC()).run(BuildProgress.NONE);
      var lmdb = BuildRequest.lmdb(layout, Mode.CODE).from(From.ARTIFACTS, "measured");
      new LmdbBuild(lmdb, Clock.systemUTC()).run(BuildProgress.NONE);
      Files.move(unfinished, root);
    }
    return root;
  }

  /** What one would search for to find chunks all over the index: two or three of their words. */
  public static List<List<String>> queries(IndexReader reader) {
    var queries = new ArrayList<List<String>>();
    int chunks = reader.tokenStats().documentCount();
    for (int i = 0; queries.size() < QUERIES && i < chunks; i++) {
      List<Chunk> chunk = reader.chunks(new int[] {(7 + i * (chunks / QUERIES + 1)) % chunks});
      List<String> words = chunk.isEmpty() ? List.of() : tokens(chunk.get(0));
      if (words.size() >= 3) {
        queries.add(words.subList(0, 2 + queries.size() % 2));
      }
    }
    return queries;
  }

  static List<String> tokens(Chunk chunk) {
    return chunk.tokens() == null
        ? List.of()
        : List.of(JSON.readValue(chunk.tokens(), String[].class));
  }

  /** All chunks, by ascending id. */
  static Iterable<Chunk> chunks(IndexReader reader) {
    int chunks = reader.tokenStats().documentCount();
    return () ->
        IntStream.iterate(0, from -> from < chunks, from -> from + BATCH)
            .mapToObj(from -> reader.chunks(IntStream.range(from, from + BATCH).toArray()))
            .flatMap(List::stream)
            .iterator();
  }

  /** As many ids as a page of results shows, spread over the index. */
  public static int[] fifty(IndexReader reader) {
    return new java.util.Random(1).ints(50, 0, reader.tokenStats().documentCount()).toArray();
  }
}
