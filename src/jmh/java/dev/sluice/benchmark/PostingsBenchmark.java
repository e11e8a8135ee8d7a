package dev.sluice.benchmark;

import dev.sluice.core.Postings;
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

/** Posting lists of the most common terms, and of a rare one. */
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
public class PostingsBenchmark {
  private JdbcIndex jdbc;

  @Setup
  public void openPeer(OpenIndex index) throws SQLException {
    jdbc = new JdbcIndex(index.layout.sqlite(dev.sluice.core.Mode.CODE));
    common = jdbc.commonTokens(5);
    rare = List.of(jdbc.commonTokens(Integer.MAX_VALUE).get(2_000));
  }

  @TearDown
  public void closePeer() {
    jdbc.close();
  }

  private List<String> common;
  private List<String> rare;

  @Benchmark
  public List<Postings> fiveCommonTerms(OpenIndex index) {
    return index.reader.tokenPostings(common);
  }

  @Benchmark
  public int fiveCommonTermsByJdbc() throws SQLException {
    return jdbc.postings(common);
  }

  @Benchmark
  public List<Postings> rareTerm(OpenIndex index) {
    return index.reader.tokenPostings(rare);
  }

  @Benchmark
  public int rareTermByJdbc() throws SQLException {
    return jdbc.postings(rare);
  }
}
