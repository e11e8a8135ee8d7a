package dev.sluice.sqlite;

import dev.sluice.core.DurableFiles;
import dev.sluice.core.Mode;
import dev.sluice.core.Postings;
import dev.sluice.schema.DeclaredSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * As many posting rows as workload W has, with their vocabulary and indexes, into a new file that
 * is not synced: by the writer, and by the fastest way through JDBC that performance.md knows, 200
 * rows for each statement.
 */
@State(Scope.Thread)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 7)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class PostingRowsBenchmark {
  private static final int CHUNKS = 12_516;
  private static final int ROWS = 1_633_425;
  private static final int ROWS_OF_STATEMENT = 200;

  /** The rows that the commonest term would have, were there as many chunks. */
  private static final int COMMONEST = 140_000;

  private final List<Postings> postings = new ArrayList<>();
  private final int[] terms = new int[ROWS];
  private final int[] docIds = new int[ROWS];
  private final int[] frequencies = new int[ROWS];
  private Path folder;
  private Path file;

  /** Lists as long as Zipf's law has it, each with its chunks spread over the index. */
  @Setup
  public void fill() throws IOException {
    folder = Files.createTempDirectory("sluice-benchmark");
    for (int rank = 1, row = 0; row < ROWS; rank++) {
      int length = Math.min(CHUNKS, Math.min(ROWS - row, Math.max(1, COMMONEST / rank)));
      int step = CHUNKS / length;
      int end = row + length;
      for (int docId = rank % step, from = row; row < end; row++, docId += step) {
        terms[row] = postings.size();
        docIds[row] = docId;
        frequencies[row] = 1 + (row - from) % 3;
      }
      postings.add(
          new Postings(
              Arrays.copyOfRange(docIds, end - length, end),
              Arrays.copyOfRange(frequencies, end - length, end)));
    }
  }

  @Setup(Level.Iteration)
  public void newFile() {
    file = folder.resolve("index-code.db");
  }

  @TearDown(Level.Iteration)
  public void deleteFile() throws IOException {
    Files.delete(file);
  }

  @TearDown
  public void close() throws IOException {
    DurableFiles.deleteTree(folder);
  }

  /** Zeros in front: the order of ids is that of the text, as in every vocabulary. */
  private static String term(int id) {
    return "term%07d".formatted(id);
  }

  @Benchmark
  public Object postingRows() {
    try (var writer = SqliteIndexWriter.create(file, Mode.CODE)) {
      for (int id = 0; id < postings.size(); id++) {
        writer.token(id, term(id), postings.get(id));
      }
      return writer.finish();
    }
  }

  @Benchmark
  public int postingRowsByJdbc() throws SQLException {
    try (Connection connection = EngineCopy.newDatabase(file)) {
      Connections.execute(connection, "BEGIN");
      for (String statement : DeclaredSchema.tableStatements()) {
        Connections.execute(connection, statement);
      }
      int rows = vocabulary(connection) + postings(connection);
      for (String statement : DeclaredSchema.indexStatements()) {
        Connections.execute(connection, statement);
      }
      Connections.execute(connection, "COMMIT");
      return rows;
    }
  }

  private int vocabulary(Connection connection) throws SQLException {
    return insert(
        connection,
        "token_vocab",
        3,
        postings.size(),
        (statement, parameter, id) -> {
          statement.setString(parameter, "code");
          statement.setInt(parameter + 1, id);
          statement.setString(parameter + 2, term(id));
        });
  }

  private int postings(Connection connection) throws SQLException {
    return insert(
        connection,
        "token_postings",
        4,
        ROWS,
        (statement, parameter, row) -> {
          statement.setString(parameter, "code");
          statement.setInt(parameter + 1, terms[row]);
          statement.setInt(parameter + 2, docIds[row]);
          statement.setInt(parameter + 3, frequencies[row]);
        });
  }

  /** Gives a row its values. */
  private interface Binding {
    void bind(PreparedStatement statement, int firstParameter, int row) throws SQLException;
  }

  private static int insert(
      Connection connection, String table, int columns, int rows, Binding binding)
      throws SQLException {
    int done = 0;
    for (int many : new int[] {ROWS_OF_STATEMENT, 1}) {
      try (PreparedStatement statement = connection.prepareStatement(sql(table, columns, many))) {
        for (; done + many <= rows; done += many) {
          for (int i = 0; i < many; i++) {
            binding.bind(statement, 1 + i * columns, done + i);
          }
          statement.executeUpdate();
        }
      }
    }
    return done;
  }

  private static String sql(String table, int columns, int rows) {
    String row = "(" + String.join(",", Collections.nCopies(columns, "?")) + ")";
    return "INSERT INTO " + table + " VALUES " + String.join(",", Collections.nCopies(rows, row));
  }
}
