package dev.sluice.benchmark;

import dev.sluice.core.Chunk;
import dev.sluice.core.ChunkSummary;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Chunks by their ids. */
public class ChunkFetchBenchmark extends StoreBenchmark {
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
  public List<String[]> fiftyChunksByJdbc(OpenIndex index) throws SQLException {
    return index.jdbc.chunks(fifty);
  }

  @Benchmark
  public List<ChunkSummary> tenSummaries(OpenIndex index) {
    return index.reader.summaries(ten);
  }
}
