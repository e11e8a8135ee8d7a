package dev.sluice.sqlite;

import dev.sluice.benchmark.BenchmarkIndex;
import dev.sluice.core.ChunkSummary;
import dev.sluice.core.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it is worth to keep prepared statements. */
@State(Scope.Thread)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.SampleTime)
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
public class StatementCacheBenchmark {
  private ReadSession cached;
  private ReadSession plain;
  private int[] ten;

  @Setup
  public void open() throws IOException, SQLException {
    Path file = BenchmarkIndex.layout().sqlite(Mode.CODE);
    try (var reader = SqliteIndexReader.open(file, Mode.CODE)) {
      ten = Arrays.copyOf(BenchmarkIndex.fifty(reader), 10);
    }
    Jdbi jdbi =
        Jdbi.create(() -> SqliteGate.openUnjudged(file)).installPlugin(new SqlObjectPlugin());
    plain = ReadSession.open(jdbi, FileIdentity.of(file));
    jdbi.setStatementBuilderFactory(connection -> new StatementCache());
    cached = ReadSession.open(jdbi, FileIdentity.of(file));
  }

  @TearDown
  public void close() {
    cached.close();
    plain.close();
  }

  @Benchmark
  public List<ChunkSummary> tenSummaries() {
    return cached.chunks().summaries(ten, Mode.CODE);
  }

  /** Prepared for each call, as JDBI does by itself. */
  @Benchmark
  public List<ChunkSummary> tenSummariesByJdbi() {
    return plain.chunks().summaries(ten, Mode.CODE);
  }
}
