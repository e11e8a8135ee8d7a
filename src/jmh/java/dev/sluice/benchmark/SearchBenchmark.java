package dev.sluice.benchmark;

import dev.sluice.artifact.ChunkRecord;
import dev.sluice.build.BuildProgress;
import dev.sluice.build.BuildRequest;
import dev.sluice.build.From;
import dev.sluice.build.LmdbBuild;
import dev.sluice.build.SqliteBuild;
import dev.sluice.core.ChunkSummary;
import dev.sluice.core.DurableFiles;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.IndexReader;
import dev.sluice.core.Mode;
import dev.sluice.core.ScoredDoc;
import dev.sluice.lmdb.LmdbIndexReader;
import dev.sluice.retrieval.Bm25;
import dev.sluice.retrieval.Bm25Parameters;
import dev.sluice.retrieval.Candidates;
import dev.sluice.sqlite.SqliteIndexReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.search.TopDocs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Ten queries of two or three words over 12,500 generated chunks, from each store. */
@State(Scope.Thread)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "-Xmx1g",
      "--add-opens=java.base/java.nio=ALL-UNNAMED",
      "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"
    })
public class SearchBenchmark {
  private static final int CHUNKS = 12_500;
  private static final int QUERIES = 10;
  private static final int TOP = 10;

  @Param({"lmdb", "sqlite"})
  public String store;

  private final List<List<String>> queries = new ArrayList<>();
  private Path folder;
  private IndexReader reader;
  private Bm25 bm25;
  private Candidates candidates;
  private LuceneIndex lucene;
  private int[] some;
  private int next;

  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory("sluice-benchmark");
    var content = new GeneratedIndex(CHUNKS);
    content.write(folder);
    content.forEach(bundle -> bundle.chunks().forEach(this::considerQuery));
    reader = build(new IndexLayout(folder));
    bm25 = new Bm25(reader, Bm25Parameters.DEFAULT);
    candidates = new Candidates(reader);
    lucene = LuceneIndex.of(content, folder.resolve("lucene"));
    some = new java.util.Random(1).ints(50, 0, CHUNKS).toArray();
    queries.forEach(this::requireSameHits);
  }

  private IndexReader build(IndexLayout layout) {
    if (store.equals("lmdb")) {
      var request = BuildRequest.lmdb(layout, Mode.CODE).from(From.ARTIFACTS, "measured");
      new LmdbBuild(request, Clock.systemUTC()).run(BuildProgress.NONE);
      return LmdbIndexReader.open(layout.lmdb(Mode.CODE), Mode.CODE);
    }
    var request = BuildRequest.of(layout, Mode.CODE).from(From.ARTIFACTS, "measured");
    new SqliteBuild(request, Clock.systemUTC()).run(BuildProgress.NONE);
    return SqliteIndexReader.open(layout.sqlite(Mode.CODE), Mode.CODE);
  }

  private int seen;

  /** Words of chunks spread over the index, as one would search for these. */
  private void considerQuery(ChunkRecord chunk) {
    if (seen++ % (CHUNKS / QUERIES) == 7) {
      queries.add(chunk.tokens().subList(0, 2 + queries.size() % 2));
    }
  }

  /** Lucene rounds lengths to a byte, so scores and near ties differ; most hits must not. */
  private void requireSameHits(List<String> query) {
    try {
      int[] theirs = Arrays.stream(lucene.top(query, TOP).scoreDocs).mapToInt(d -> d.doc).toArray();
      long same =
          bm25.top(query, TOP, id -> true).stream()
              .filter(hit -> Arrays.stream(theirs).anyMatch(doc -> doc == hit.docId()))
              .count();
      if (same < TOP / 2) {
        throw new IllegalStateException(query + ": " + same + " hits are Lucene's");
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @TearDown
  public void close() throws IOException {
    reader.close();
    lucene.close();
    DurableFiles.deleteTree(folder);
  }

  private List<String> query() {
    next = (next + 1) % queries.size();
    return queries.get(next);
  }

  @Benchmark
  public List<ScoredDoc> bm25Top10() {
    return bm25.top(query(), TOP, id -> true);
  }

  /** The same whatever the store: the yardstick within the run. */
  @Benchmark
  public TopDocs bm25Top10OfLucene() throws IOException {
    return lucene.top(query(), TOP);
  }

  @Benchmark
  public int[] candidates() {
    return candidates.of(query());
  }

  @Benchmark
  public Object rareTerm() {
    return reader.tokenPostings(List.of("torumnper"));
  }

  @Benchmark
  public List<?> fiftyChunks() {
    return reader.chunks(some);
  }

  @Benchmark
  public List<ChunkSummary> tenSummaries() {
    return reader.summaries(Arrays.copyOf(some, TOP));
  }
}
