package dev.sluice.retrieval;

import dev.sluice.benchmark.BenchmarkIndex;
import dev.sluice.benchmark.VectorPeers;
import dev.sluice.core.DenseVectors;
import dev.sluice.core.Embedder;
import dev.sluice.core.ScoredDoc;
import dev.sluice.sqlite.SqliteIndexReader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The ten nearest of all vectors. Lucene's answer is approximate; how many of its ten are among the
 * nearest is printed. {@code -Dsluice.vec=FILE} names the library of sqlite-vec.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsPrepend = {
      "-Xmx1500m",
      "--add-modules=jdk.incubator.vector",
      "--add-opens=java.base/java.nio=ALL-UNNAMED",
      "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"
    })
public class DenseScanBenchmark {
  private static final int TOP = 10;
  private static final int QUERIES = 20;

  private SqliteIndexReader reader;
  private DenseRanking ranking;
  private StoredVectors stored;
  private VectorPeers peers;
  private float[][] queries;
  private int next;

  @Setup
  public void open() throws IOException, SQLException {
    var layout = BenchmarkIndex.layout();
    reader =
        SqliteIndexReader.open(layout.sqlite(dev.sluice.core.Mode.CODE), dev.sluice.core.Mode.CODE);
    DenseVectors vectors = reader.denseVectors().orElseThrow();
    stored = new StoredVectors(vectors);
    ranking = new DenseRanking(reader, new Named(vectors.meta().model(), vectors.meta().dims()));
    queries = new float[QUERIES][vectors.meta().dims()];
    var random = new Random(3);
    for (float[] query : queries) {
      for (int i = 0; i < query.length; i++) {
        query[i] = random.nextFloat() - 0.5f;
      }
    }
    peers = new VectorPeers(vectors);
    double recall = 0;
    for (float[] query : queries) {
      List<Integer> exact =
          ranking.top(query, TOP, id -> true).stream().map(ScoredDoc::docId).toList();
      recall += peers.lucene(query, TOP).stream().filter(exact::contains).count();
      if (!exact.equals(scan(query, DotProduct.SCALAR).stream().map(ScoredDoc::docId).toList())) {
        throw new IllegalStateException("the scalar scan finds others");
      }
    }
    System.out.println("recall of Lucene: " + recall / TOP / QUERIES);
  }

  /** Has the name of the model that made the vectors. */
  private record Named(String model, int dims) implements Embedder {
    @Override
    public List<float[]> embed(List<String> texts) {
      throw new UnsupportedOperationException();
    }
  }

  @TearDown
  public void close() throws IOException {
    peers.close();
    reader.close();
  }

  private float[] query() {
    next = (next + 1) % queries.length;
    return queries[next];
  }

  private List<ScoredDoc> scan(float[] query, DotProduct dotProduct) {
    var cosine = new CosineQuery(query, query.length, dotProduct);
    return DenseRanking.nearest(stored, cosine, TOP, id -> true);
  }

  /** With everything a search does: what may be found is asked of the database. */
  @Benchmark
  public List<ScoredDoc> denseTop10() {
    return ranking.top(query(), TOP, id -> true);
  }

  @Benchmark
  public List<Integer> denseTop10OfLucene() throws IOException {
    return peers.lucene(query(), TOP);
  }

  @Benchmark
  public List<Integer> denseTop10BySqliteVec() throws SQLException {
    return peers.sqliteVec(query(), TOP);
  }

  /** The scan alone. */
  @Benchmark
  public List<ScoredDoc> scanTop10() {
    return scan(query(), DotProduct.FASTEST);
  }

  @Benchmark
  public List<ScoredDoc> scanTop10Scalar() {
    return scan(query(), DotProduct.SCALAR);
  }
}
