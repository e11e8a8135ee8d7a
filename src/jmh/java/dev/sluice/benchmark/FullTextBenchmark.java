package dev.sluice.benchmark;

import dev.sluice.core.FullTextWeights;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.ScoredDoc;
import dev.sluice.sqlite.ReadOptions;
import dev.sluice.sqlite.SqliteIndexReader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The best ten chunks by full text that have all words of each of ten queries. SQLite alone has a
 * full-text index.
 */
public class FullTextBenchmark extends StoreBenchmark {
  private SqliteIndexReader reader;
  private SqliteIndexReader forgetful;
  private JdbcIndex jdbc;
  private List<List<String>> queries;
  private int turn;

  @Setup
  public void open() throws IOException, SQLException {
    IndexLayout layout = BenchmarkIndex.layout();
    reader = SqliteIndexReader.open(layout.sqlite(Mode.CODE), Mode.CODE);
    forgetful =
        SqliteIndexReader.open(
            layout.sqlite(Mode.CODE), Mode.CODE, ReadOptions.DEFAULT.withPostingCacheBytes(0));
    jdbc = new JdbcIndex(layout.sqlite(Mode.CODE));
    queries = BenchmarkIndex.queries(reader);
  }

  @TearDown
  public void close() {
    jdbc.close();
    forgetful.close();
    reader.close();
  }

  private List<String> next() {
    turn = (turn + 1) % queries.size();
    return queries.get(turn);
  }

  @Benchmark
  public List<ScoredDoc> fullTextTop10() {
    return reader.fullText(next(), FullTextWeights.DEFAULT, 10);
  }

  @Benchmark
  public List<ScoredDoc> fullTextTop10WithNoListKept() {
    return forgetful.fullText(next(), FullTextWeights.DEFAULT, 10);
  }

  /** With the weight of every match, from the full-text table on. */
  @Benchmark
  public List<ScoredDoc> fullTextTop10ByJdbc() throws SQLException {
    return jdbc.fullText(String.join(" ", next()), 10);
  }
}
