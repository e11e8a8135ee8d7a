package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.sluice.contract.IndexModel;
import dev.sluice.contract.ModelGenerator;
import dev.sluice.contract.SqliteModels;
import dev.sluice.core.FullTextWeights;
import dev.sluice.core.Mode;
import dev.sluice.core.Postings;
import dev.sluice.retrieval.Bm25;
import dev.sluice.retrieval.Bm25Parameters;
import dev.sluice.retrieval.Candidates;
import dev.sluice.retrieval.DenseRanking;
import dev.sluice.retrieval.backend.FixtureEmbedder;
import dev.sluice.schema.DeclaredSchema;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * What a reader asks of SQLite. The latency guard counts it for a fixed mix of questions to a fixed
 * index, warm and by one thread, against latency-guard.csv: a statement more, a row more or a plan
 * that visits more than before is seen, and no clock is looked at.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchedReaderTest {
  private static final Mode MODE = Mode.CODE;
  private static final IndexModel CONTENT = ModelGenerator.dense(MODE, 11, 2_000);
  private static final List<String> WORDS = List.of("word10", "word20", "word30");

  private static final float[] QUERY = new FixtureEmbedder().embed(WORDS).get(0);

  /** Asked with a cache of no bytes, so of the tables, but for lengths and weights. */
  private static final String NOTHING_KEPT = " with no list kept";

  /** The steps of SQLite's machine differ a little from version to version. */
  private static final double TOLERANCE = 1.15;

  private static final ThreadMXBean ALLOCATIONS =
      (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir static Path folder;

  /** A question, asked several times in a row. */
  private interface Question {
    void ask(SqliteIndexReader reader);
  }

  private static final Map<String, Question> MIX = new LinkedHashMap<>();

  static {
    MIX.put("candidates", reader -> new Candidates(reader).of(WORDS));
    MIX.put("bm25", reader -> new Bm25(reader, Bm25Parameters.DEFAULT).top(WORDS, 10, id -> true));
    MIX.put("candidates" + NOTHING_KEPT, MIX.get("candidates"));
    MIX.put("bm25" + NOTHING_KEPT, MIX.get("bm25"));
    MIX.put(
        "full-text", reader -> reader.fullText(WORDS.subList(0, 1), FullTextWeights.DEFAULT, 10));
    MIX.put("full-text" + NOTHING_KEPT, MIX.get("full-text"));
    MIX.put("vectors", SqliteIndexReader::denseVectors);
    MIX.put("dense", reader -> dense(reader).top(QUERY, 10, id -> true));
    MIX.put(
        "fetch 50 chunks",
        reader -> reader.chunks(IntStream.range(0, 50).map(i -> i * 37).toArray()));
  }

  @BeforeAll
  static void writeTheFixture() {
    SqliteModels.write(CONTENT, file());
  }

  private static Path file() {
    return folder.resolve("index-code.db");
  }

  private static DenseRanking dense(SqliteIndexReader reader) {
    return new DenseRanking(reader, new FixtureEmbedder());
  }

  private static SqliteIndexReader open(WatchedConnections watched, ReadOptions options) {
    return SqliteIndexReader.open(file(), MODE, new ReadPool(file(), 1, watched), options);
  }

  @Test
  void openingAndTheFirstOfEachQuestionCountNothingAndScanNoChunks() throws SQLException {
    var watched = new WatchedConnections();
    try (var reader = open(watched, ReadOptions.DEFAULT)) {
      MIX.values().forEach(question -> question.ask(reader));
      reader.listedChunks();
    }
    assertTrue(watched.executed().size() > 10, "the test sees nothing");
    var scans = new ArrayList<String>();
    for (String sql : watched.prepared()) {
      assertFalse(sql.toUpperCase(Locale.ROOT).contains("COUNT("), sql);
      if (sql.startsWith("SELECT") && !sql.equals(TermOccurrences.QUERY)) {
        plan(sql).stream()
            .filter(step -> step.matches("SCAN (chunks|c)( .*)?"))
            .forEach(step -> scans.add(step + " of " + sql));
      }
    }
    assertEquals(List.of(), scans);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "latency-guard.csv", useHeadersInDisplayName = true)
  void aWarmQuestionAsksWhatItAskedBefore(
      String question, int prepared, int statements, int rows, int steps) {
    var watched = new WatchedConnections();
    boolean keeps = !question.endsWith(NOTHING_KEPT);
    ReadOptions options = ReadOptions.DEFAULT;
    try (var reader = open(watched, keeps ? options : options.withPostingCacheBytes(0))) {
      for (int i = 0; i < 3; i++) {
        MIX.get(question).ask(reader);
      }
      watched.reset();
      MIX.get(question).ask(reader);
    }
    String found =
        "%s,%d,%d,%d,%d"
            .formatted(
                question,
                watched.prepared().size(),
                watched.executed().size(),
                watched.rows(),
                watched.steps());
    assertEquals(prepared, watched.prepared().size(), found);
    assertEquals(statements, watched.executed().size(), found);
    assertEquals(rows, watched.rows(), found);
    assertTrue(watched.steps() <= steps * TOLERANCE && watched.steps() >= steps / TOLERANCE, found);
  }

  /** A copy of the lists alone would take 8 bytes for each of their postings. */
  @Test
  void aWarmQuestionCopiesNoPostings() {
    List<String> common =
        CONTENT.tokens().entrySet().stream()
            .sorted(Comparator.comparing(e -> -e.getValue().documentFrequency()))
            .limit(3)
            .map(Map.Entry::getKey)
            .toList();
    try (var reader = SqliteIndexReader.open(file(), MODE)) {
      var bm25 = new Bm25(reader, Bm25Parameters.DEFAULT);
      int postings =
          reader.tokenPostings(common).stream().mapToInt(Postings::documentFrequency).sum();
      long least = Long.MAX_VALUE;
      for (int i = 0; i < 20; i++) {
        long before = ALLOCATIONS.getCurrentThreadAllocatedBytes();
        bm25.top(common, 10, id -> true);
        least = Math.min(least, ALLOCATIONS.getCurrentThreadAllocatedBytes() - before);
      }
      assertTrue(least < 4L * postings, least + " bytes for " + postings + " postings");
    }
  }

  @Test
  void everyQuestionOfTheMixIsGuarded() throws Exception {
    try (var in = getClass().getResourceAsStream("latency-guard.csv")) {
      List<String> guarded =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .skip(1)
              .map(line -> line.substring(0, line.indexOf(',')))
              .toList();
      assertEquals(List.copyOf(MIX.keySet()), guarded);
    }
  }

  private static List<String> plan(String sql) throws SQLException {
    try (Connection connection = MemoryDatabase.open()) {
      ScratchSchema.create(connection, List.of(DeclaredSchema.catalog()));
      try (PreparedStatement statement = connection.prepareStatement("EXPLAIN QUERY PLAN " + sql);
          ResultSet rows = statement.executeQuery()) {
        var steps = new ArrayList<String>();
        while (rows.next()) {
          steps.add(rows.getString("detail"));
        }
        return steps;
      }
    }
  }
}
