package dev.sluice.benchmark;

import dev.sluice.artifact.ArtifactIndexReader;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.IndexReader;
import dev.sluice.core.Mode;
import dev.sluice.lmdb.LmdbIndexReader;
import dev.sluice.sqlite.ReadOptions;
import dev.sluice.sqlite.SqliteIndexReader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One store, shared by all threads, with queries to ask it and the JDBC peer, always of SQLite. */
@State(Scope.Benchmark)
public class OpenIndex {
  /** {@code sqlite-uncached}: as if every term were asked for the first time. */
  @Param({"sqlite", "sqlite-uncached", "lmdb", "memory"})
  public String store;

  IndexLayout layout;
  IndexReader reader;
  JdbcIndex jdbc;
  List<List<String>> queries;

  @Setup(Level.Trial)
  public void open() throws IOException, SQLException {
    layout = BenchmarkIndex.layout();
    reader = open(store);
    jdbc = new JdbcIndex(layout.sqlite(Mode.CODE));
    queries = BenchmarkIndex.queries(reader);
  }

  private IndexReader open(String name) {
    return switch (name) {
      case "sqlite" -> SqliteIndexReader.open(layout.sqlite(Mode.CODE), Mode.CODE);
      case "sqlite-uncached" ->
          SqliteIndexReader.open(
              layout.sqlite(Mode.CODE), Mode.CODE, ReadOptions.DEFAULT.withPostingCacheBytes(0));
      case "lmdb" -> LmdbIndexReader.open(layout.lmdb(Mode.CODE), Mode.CODE);
      case "memory" -> ArtifactIndexReader.open(layout, Mode.CODE);
      default -> throw new IllegalArgumentException(name);
    };
  }

  @TearDown(Level.Trial)
  public void close() {
    jdbc.close();
    reader.close();
  }

  /** One query after the other, for each thread. */
  @State(Scope.Thread)
  public static class Turn {
    private int next;

    List<String> query(OpenIndex index) {
      next = (next + 1) % index.queries.size();
      return index.queries.get(next);
    }
  }
}
