package dev.sluice.benchmark;

import dev.sluice.retrieval.Candidates;
import java.sql.SQLException;
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

/** The chunks that share anything with each of ten queries. */
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
public class CandidatesBenchmark {
  private JdbcIndex jdbc;

  @Setup
  public void openPeer(OpenIndex index) throws SQLException {
    jdbc = new JdbcIndex(index.layout.sqlite(dev.sluice.core.Mode.CODE));
  }

  @TearDown
  public void closePeer() {
    jdbc.close();
  }

  @Benchmark
  public int[] candidates(OpenIndex index, OpenIndex.Turn turn) {
    return new Candidates(index.reader).of(turn.query(index));
  }

  /** One row for each posting, as PairOfCleats has it. */
  @Benchmark
  public int[] candidatesByJdbc(OpenIndex index, OpenIndex.Turn turn) throws SQLException {
    return jdbc.candidates(turn.query(index));
  }
}
