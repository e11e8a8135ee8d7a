package dev.sluice.sqlite;

import dev.sluice.core.AnnConfig;
import dev.sluice.core.AnnMode;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.Mode;
import dev.sluice.core.NearVectors;
import dev.sluice.sqlite.ann.NearestRows;
import dev.sluice.sqlite.ann.VectorTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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

/**
 * Up to how many candidates it is faster to name them than to take more rows and drop the others:
 * what {@link NearestRows#MAX_CANDIDATES} goes by.
 */
@State(Scope.Thread)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 2)
@Measurement(iterations = 2, time = 2)
@Fork(1)
public class VectorCandidatesBenchmark {
  private static final int CHUNKS = 12_516;
  private static final int DIMS = 384;
  private static final int TOP = 10;

  @Param({"100", "900", "2000", "4000", "8000"})
  private int candidates;

  private Path folder;
  private Path file;
  private SqliteIndexReader reader;
  private int[] named;
  private float[] query;

  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory("sluice-benchmark");
    file = folder.resolve("index-code.db");
    String vec =
        Objects.requireNonNull(
            System.getProperty("sluice.vec"), "name sqlite-vec: -jvmArgsAppend -Dsluice.vec=FILE");
    Path library = Path.of(vec);
    var table = VectorTable.of(AnnConfig.DEFAULT.withMode(AnnMode.EXTENSION).withLibrary(library));
    var random = new Random(1);
    var meta = new DenseMeta(DIMS, 2.0 / 255, "random");
    byte[] vector = new byte[DIMS];
    try (var writer = SqliteIndexWriter.create(file, Mode.CODE, table)) {
      for (int i = 0; i < CHUNKS; i++) {
        random.nextBytes(vector);
        writer.denseVector(i, vector.clone());
      }
      writer.denseMeta(meta);
      writer.finish();
    }
    reader = SqliteIndexReader.open(file, Mode.CODE, table);
    named = random.ints(0, CHUNKS).distinct().limit(candidates).toArray();
    query = meta.decode(vector);
  }

  @TearDown
  public void close() throws IOException {
    reader.close();
    Files.delete(file);
    Files.delete(folder);
  }

  /** Among the candidates, which the query names. */
  @Benchmark
  public NearVectors named() {
    return reader.nearest(query, TOP, named);
  }

  /** Half as many rows again as leave enough on average; dropping the others is not counted. */
  @Benchmark
  public NearVectors filtered() {
    int rows = Math.min(NearestRows.MAX_NEIGHBOURS, TOP * 3 / 2 * (CHUNKS / candidates + 1));
    return reader.nearest(query, rows, null);
  }
}
