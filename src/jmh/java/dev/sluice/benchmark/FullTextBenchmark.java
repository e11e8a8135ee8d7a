package dev.sluice.benchmark;

import dev.sluice.core.FullTextIndex;
import dev.sluice.core.FullTextWeights;
import dev.sluice.core.ScoredDoc;
import java.sql.SQLException;
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

/** The best ten chunks by full text that have all words of each of ten queries. */
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
public class FullTextBenchmark {
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
  public List<ScoredDoc> fullTextTop10(OpenIndex index, OpenIndex.Turn turn) {
    return ((FullTextIndex) index.reader).fullText(turn.query(index), FullTextWeights.DEFAULT, 10);
  }

  /** With the weight of every match, from the full-text table on. */
  @Benchmark
  public List<ScoredDoc> fullTextTop10ByJdbc(OpenIndex index, OpenIndex.Turn turn)
      throws SQLException {
    return jdbc.fullText(String.join(" ", turn.query(index)), 10);
  }
}
