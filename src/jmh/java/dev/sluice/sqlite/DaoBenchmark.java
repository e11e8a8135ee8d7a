package dev.sluice.sqlite;

import dev.sluice.benchmark.BenchmarkIndex;
import dev.sluice.core.Mode;
import dev.sluice.sqlite.dao.DaoStatements;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
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
 * DAO calls against hand-written JDBC with the same SQL on the same connection: a statement that is
 * kept, the same parameters, and every column of every row read as the same type. What JDBC reads
 * goes nowhere, while a DAO makes its result of it.
 */
@State(Scope.Thread)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsPrepend = {
      "-Xmx1g",
      // Whichever benchmark runs first makes the index, with its LMDB store.
      "--add-opens=java.base/java.nio=ALL-UNNAMED",
      "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"
    })
public class DaoBenchmark {
  private static final Mode MODE = Mode.CODE;
  private static final String LIST = "(?)";

  @Param({
    "TokenStatsDao.find",
    "VocabularyDao.tokenIds",
    "PostingsDao.token",
    "PostingsDao.chargram",
    "ChunksDao.find",
    "ChunksDao.summaries",
    "ChunksDao.existing",
    "DocLengthsDao.lengths",
    "DenseVectorsDao.all",
    "FileManifestDao.all"
  })
  public String call;

  private ReadSession session;
  private int[] ids;
  private List<String> words;
  private int tokenId;
  private int gramId;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  @Setup
  public void open() throws IOException, SQLException {
    Path file = BenchmarkIndex.layout().sqlite(MODE);
    Jdbi jdbi =
        Jdbi.create(() -> SqliteGate.openUnjudged(file)).installPlugin(new SqlObjectPlugin());
    jdbi.setStatementBuilderFactory(connection -> new StatementCache());
    try (var reader = SqliteIndexReader.open(file, MODE)) {
      // As many as a step of the ladder has, so that both ask with the same SQL.
      ids = Arrays.stream(BenchmarkIndex.fifty(reader)).distinct().limit(32).sorted().toArray();
      words = BenchmarkIndex.queries(reader).get(0).subList(0, 2);
    }
    session = ReadSession.open(jdbi, FileIdentity.of(file));
    session.connection().createStatement().execute("BEGIN"); // One transaction for all.
    tokenId = session.vocabulary().tokenIds(MODE, words).get(words.get(0));
    gramId =
        session.vocabulary().chargramIds(MODE, List.of("get", "set")).values().iterator().next();
  }

  @TearDown
  public void close() {
    session.close();
  }

  @Benchmark
  public Object call() {
    return switch (call) {
      case "TokenStatsDao.find" -> session.tokenStats().find(MODE);
      case "VocabularyDao.tokenIds" -> session.vocabulary().tokenIds(MODE, words);
      case "PostingsDao.token" -> session.postings().token(MODE, tokenId);
      case "PostingsDao.chargram" -> session.postings().chargram(MODE, gramId);
      case "ChunksDao.find" -> session.chunks().find(ids, MODE);
      case "ChunksDao.summaries" -> session.chunks().summaries(ids, MODE);
      case "ChunksDao.existing" -> session.chunks().existing(ids, MODE);
      case "DocLengthsDao.lengths" -> session.docLengths().lengths(MODE, 640, 1663);
      case "DenseVectorsDao.all" -> session.denseVectors().all(384, MODE);
      case "FileManifestDao.all" -> session.fileManifest().all(MODE);
      default -> throw new IllegalArgumentException(call);
    };
  }

  @Benchmark
  public long callByJdbc() throws SQLException {
    return switch (call) {
      case "TokenStatsDao.find" -> run("ri", MODE.id());
      case "VocabularyDao.tokenIds" -> run("ti", MODE.id(), words);
      case "PostingsDao.token" -> run("ii", MODE.id(), tokenId);
      case "PostingsDao.chargram" -> run("b", MODE.id(), gramId);
      case "ChunksDao.find" -> run("ittiiiittttttrttttttttttrtt", ids, MODE.id());
      case "ChunksDao.summaries" -> run("ittiittt", ids, MODE.id());
      case "ChunksDao.existing" -> run("i", ids, MODE.id());
      case "DocLengthsDao.lengths" -> run("ir", MODE.id(), 640, 1663);
      case "DenseVectorsDao.all" -> run("ibi", 384, MODE.id());
      case "FileManifestDao.all" -> run("ttrii", MODE.id());
      default -> throw new IllegalArgumentException(call);
    };
  }

  /**
   * Asks and reads.
   *
   * @param columns a letter each: integer, real, text or bytes
   */
  private long run(String columns, Object... parameters) throws SQLException {
    PreparedStatement statement = statement(parameters);
    int position = 1;
    for (Object parameter : parameters) {
      if (parameter instanceof int[] list) {
        for (int id : list) {
          statement.setInt(position++, id);
        }
      } else if (parameter instanceof Collection<?> list) {
        for (Object text : list) {
          statement.setString(position++, (String) text);
        }
      } else {
        statement.setObject(position++, parameter);
      }
    }
    long sum = 0;
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        for (int i = 0; i < columns.length(); i++) {
          sum += read(rows, columns.charAt(i), i + 1);
        }
      }
    }
    return sum;
  }

  private static long read(ResultSet rows, char type, int column) throws SQLException {
    return switch (type) {
      case 'i' -> rows.getInt(column);
      case 'r' -> (long) rows.getDouble(column);
      case 't' -> length(rows.getString(column));
      default -> rows.getBytes(column).length;
    };
  }

  private static int length(String text) {
    return text == null ? 0 : text.length();
  }

  private PreparedStatement statement(Object... parameters) throws SQLException {
    PreparedStatement known = statements.get(call);
    if (known != null) {
      return known;
    }
    String one =
        DaoStatements.all().stream()
            .filter(statement -> statement.method().equals(call))
            .findFirst()
            .orElseThrow()
            .sql();
    int listed =
        Arrays.stream(parameters)
            .mapToInt(
                p -> p instanceof int[] list ? list.length : p instanceof List<?> l ? l.size() : 0)
            .sum();
    String sql = listed == 0 ? one : one.replace(LIST, "(?" + ", ?".repeat(listed - 1) + ")");
    Connection connection = session.connection();
    statements.put(call, connection.prepareStatement(sql));
    return statements.get(call);
  }
}
