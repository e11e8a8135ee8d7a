package dev.sluice.benchmark;

import dev.sluice.core.Chunk;
import dev.sluice.core.ChunkSummary;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
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

/** Chunks by their ids. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsPrepend = {
      "-Xmx1g",
      "--add-opens=java.base/java.nio=ALL-UNNAMED",
      "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"
    })
public class ChunkFetchBenchmark {
  private JdbcIndex jdbc;

  @Setup
  public void openPeer(OpenIndex index) throws SQLException {
    jdbc = new JdbcIndex(index.layout.sqlite(dev.sluice.core.Mode.CODE));
  }

  @TearDown
  public void closePeer() {
    jdbc.close();
  }

  private int[] fifty;
  private int[] ten;

  @Setup
  public void choose(OpenIndex index) {
    fifty = BenchmarkIndex.fifty(index.reader);
    ten = Arrays.copyOf(fifty, 10);
  }

  @Benchmark
  public List<Chunk> fiftyChunks(OpenIndex index) {
    return index.reader.chunks(fifty);
  }

  /** With the unary plus that keeps the planner from the index on files. */
  @Benchmark
  public List<String[]> fiftyChunksByJdbc() throws SQLException {
    return jdbc.chunks(fifty);
  }

  @Benchmark
  public List<ChunkSummary> tenSummaries(OpenIndex index) {
    return index.reader.summaries(ten);
  }
}
