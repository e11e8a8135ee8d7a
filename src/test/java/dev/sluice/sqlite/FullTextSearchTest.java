package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.Chunk;
import dev.sluice.core.DocIdSet;
import dev.sluice.core.FileEntry;
import dev.sluice.core.FullTextWeights;
import dev.sluice.core.Mode;
import dev.sluice.core.ScoredDoc;
import dev.sluice.schema.DeclaredSchema;
import dev.sluice.sqlite.dao.DaoStatements;
import dev.sluice.sqlite.dao.DaoStatements.DaoStatement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;

class FullTextSearchTest {
  private static final Mode MODE = Mode.CODE;
  private static final int CHUNKS = 1_500;
  private static final int MOST = 1_000_000;

  private static final List<String> WORDS =
      List.of("a", "get", "a", "x9", "a", "Gate", "gate", "get_row", "ünï", "uni", "名", "row");

  @TempDir Path folder;

  /** How a chunk's weight depends on the number of its words, and so on its score before it. */
  enum Weights {
    ALIKE,
    RISING_AS_SCORES_FALL,
    FALLING_WITH_SCORES,
    NONE_COUNTS,
    ONE_IN_FORTY_IS_HUGE;

    private double of(int words) {
      return switch (this) {
        case ALIKE -> 1;
        case RISING_AS_SCORES_FALL -> words * words;
        case FALLING_WITH_SCORES -> 1.0 / words;
        case NONE_COUNTS -> 0;
        case ONE_IN_FORTY_IS_HUGE -> words == 40 ? 1_000_000 : 1;
      };
    }
  }

  private Path write(Weights weights) throws SQLException {
    Path file = folder.resolve("index-code.db");
    var random = new Random(5);
    try (var writer = SqliteIndexWriter.create(file, MODE)) {
      for (int docId = 0; docId < CHUNKS; docId++) {
        int words = 1 + random.nextInt(40);
        String text =
            "gate"
                + " other".repeat(words - 1)
                + (random.nextInt(3) == 0 ? " schema" : "")
                + (random.nextInt(50) == 0 ? " rare" : "");
        writer.chunk(chunk(docId, weights.of(words)), null, null, text);
        writer.docLength(docId, words);
      }
      writer.file(new FileEntry("f", "hash", null, null, CHUNKS));
      writer.finish();
    }
    return file;
  }

  private static Chunk chunk(int docId, double weight) {
    return chunk(docId, weight, "f", "k", "", "");
  }

  private static Chunk chunk(
      int docId, double weight, String file, String kind, String name, String headline) {
    Double orNull = weight == 1 && docId % 2 == 0 ? null : (Double) weight;
    return new Chunk(
        docId,
        "c" + docId,
        MODE,
        file,
        0,
        1,
        1,
        1,
        ".java",
        kind,
        name,
        headline,
        null,
        null,
        orNull,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static void execute(Path file, String... statements) throws SQLException {
    try (Connection connection = Connections.builder(file);
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Every match with its score, in the plainest way. */
  private static List<ScoredDoc> all(Path file, String match) throws Exception {
    return all(file, "-bm25(chunks_fts, 0, 0.2, 1.5, 1.2, 0.6, 1.5, 1.8, 1.0)", match);
  }

  private static List<ScoredDoc> all(Path file, String score, String match) throws Exception {
    var docs = new ArrayList<ScoredDoc>();
    try (Connection connection = Connections.reader(file);
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT rowid, "
                    + score
                    + ", (SELECT COALESCE(weight, 1) FROM chunks WHERE id = chunks_fts.rowid"
                    + " AND mode = 'code') FROM chunks_fts WHERE chunks_fts MATCH ?")) {
      statement.setString(1, match);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          double weight = rows.getDouble(3);
          if (!rows.wasNull()) {
            docs.add(new ScoredDoc(rows.getInt(1), rows.getDouble(2) * weight));
          }
        }
      }
    }
    docs.sort(ScoredDoc.BEST_FIRST);
    return docs;
  }

  private static void assertAsByBruteForce(Path file) throws Exception {
    try (var reader = SqliteIndexReader.open(file, MODE)) {
      for (List<String> terms :
          List.of(List.of("gate"), List.of("gate", "schema"), List.of("rare"), List.of("no"))) {
        List<ScoredDoc> all = all(file, String.join(" ", terms));
        // FTS5 answers the first question of a state, the next ones are answered by lists.
        for (int limit : new int[] {10, 10, 1, 100, CHUNKS, MOST, Integer.MAX_VALUE}) {
          assertEquals(
              all.subList(0, Math.min(limit, all.size())),
              reader.fullText(terms, FullTextWeights.DEFAULT, limit),
              terms + " " + limit);
        }
        var some = DocIdSet.of(IntStream.range(0, 300).map(i -> i * 7).toArray());
        assertEquals(
            all.stream().filter(doc -> some.test(doc.docId())).toList(),
            reader.fullTextAmong(some, terms, FullTextWeights.DEFAULT));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theBestAreThoseOfLookingAtEveryMatch(Weights weights) throws Exception {
    assertAsByBruteForce(write(weights));
  }

  /**
   * Words in every column, some of which the tokenizer folds or splits, with weights of all sorts.
   */
  @Test
  void scoresAreThoseOfFts5ToTheBit() throws Exception {
    Path file = folder.resolve("index-code.db");
    var random = new Random(7);
    try (var writer = SqliteIndexWriter.create(file, MODE)) {
      for (int docId = 0; docId < 400; docId++) {
        writer.chunk(
            chunk(
                docId,
                0.1 + random.nextInt(9),
                words(random),
                words(random),
                words(random),
                words(random)),
            words(random),
            words(random),
            words(random));
        writer.docLength(docId, 1);
      }
      writer.file(new FileEntry("f", "hash", null, null, 400));
      writer.finish();
    }
    var weights = new FullTextWeights(0.3, 1.7, 0, 0.6, 2.9, 1.1, 1.0 / 3);
    String bm25 = "-bm25(chunks_fts, 0, 0.3, 1.7, 0, 0.6, 2.9, 1.1, 1.0 / 3)";
    try (var reader = SqliteIndexReader.open(file, MODE)) {
      for (int question = 0; question < 60; question++) {
        List<String> terms = List.of(words(random).split(" "));
        String match =
            terms.stream().map(term -> '"' + term + '"').collect(Collectors.joining(" "));
        List<ScoredDoc> all = all(file, bm25, match);
        assertEquals(all, reader.fullText(terms, weights, MOST), match);
        assertEquals(
            all.subList(0, Math.min(3, all.size())), reader.fullText(terms, weights, 3), match);
      }
    }
  }

  private static String words(Random random) {
    return random
        .ints(1 + random.nextInt(3), 0, WORDS.size())
        .mapToObj(WORDS::get)
        .collect(Collectors.joining(" "));
  }

  @Test
  void chunksOfOtherModesAndMatchesWithoutAChunkTakeNobodysPlace() throws Exception {
    Path file = write(Weights.RISING_AS_SCORES_FALL);
    execute(file, "UPDATE chunks SET mode = 'prose' WHERE id % 3 = 0");
    assertAsByBruteForce(file);
    execute(file, "DELETE FROM chunks WHERE id % 3 = 0", "DELETE FROM chunks WHERE id < 700");
    assertAsByBruteForce(file);
    execute(
        file, "INSERT INTO chunks_fts (rowid, mode, tokens) VALUES (-801, 'code', 'rare gate')");
    assertAsByBruteForce(file);
  }

  @Test
  void aChangedWeightCountsFromTheNextQuestionOn() throws Exception {
    Path file = write(Weights.ALIKE);
    try (var reader = SqliteIndexReader.open(file, MODE)) {
      for (int i = 0; i < 3; i++) {
        reader.fullText(List.of("gate"), FullTextWeights.DEFAULT, 10);
      }
      execute(file, "UPDATE chunks SET weight = 1000 WHERE id = 1234");
      for (int i = 0; i < 3; i++) {
        assertEquals(
            1234,
            reader.fullText(List.of("gate"), FullTextWeights.DEFAULT, 1).get(0).docId(),
            "question " + i);
      }
    }
  }

  @Test
  void onlyTheFirstQuestionOfAStateLooksEveryMatchUp() throws Exception {
    Path file = write(Weights.ALIKE);
    var watched = new WatchedConnections();
    try (var reader =
        SqliteIndexReader.open(file, MODE, new ReadPool(file, 1, watched), ReadOptions.DEFAULT)) {
      reader.fullText(List.of("gate"), FullTextWeights.DEFAULT, 10);
      int first = watched.steps();
      reader.fullText(List.of("gate"), FullTextWeights.DEFAULT, 10);
      watched.reset();
      reader.fullText(List.of("gate"), FullTextWeights.DEFAULT, 10);
      assertTrue(watched.steps() < first, watched.steps() + " steps, the first took " + first);
      assertTrue(watched.executed().stream().noneMatch(sql -> sql.contains("chunks_fts")));
    }
  }

  @Test
  void whatIsTooMuchForOneValueIsLeftToFts5() throws Exception {
    Path file = write(Weights.ALIKE);
    UnaryOperator<Connection> limited =
        connection -> {
          try {
            connection
                .unwrap(SQLiteConnection.class)
                .setLimit(SQLiteLimits.SQLITE_LIMIT_LENGTH, 5_000);
            return connection;
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        };
    try (var reader =
        SqliteIndexReader.open(file, MODE, new ReadPool(file, 1, limited), ReadOptions.DEFAULT)) {
      for (int question = 0; question < 4; question++) {
        for (String term : List.of("rare", "gate")) {
          assertEquals(
              all(file, term).subList(0, 10),
              reader.fullText(List.of(term), FullTextWeights.DEFAULT, 10),
              term);
        }
      }
    }
  }

  static Stream<DaoStatement> fullTextStatements() {
    return DaoStatements.all().stream().filter(statement -> statement.sql().contains("MATCH"));
  }

  /**
   * Statistics of a chunks of two rows tempt the planner to begin there, which the control shows;
   * no statistics, true ones and an empty file do not.
   */
  @ParameterizedTest
  @MethodSource("fullTextStatements")
  void everyPlanStartsAtTheFullTextIndexAndLooksChunksUpByTheirId(DaoStatement statement)
      throws Exception {
    Path file = write(Weights.ALIKE);
    assertLooksChunksUp(file, statement.sql());
    execute(file, "ANALYZE");
    assertLooksChunksUp(file, statement.sql());
    execute(file, "UPDATE sqlite_stat1 SET stat = '2 2 1' WHERE tbl = 'chunks'");
    assertStartsAtTheFullTextIndex(tables(file, statement.sql()));
    if (statement.method().equals("FullTextDao.search")) {
      String free = statement.sql().replace("CROSS JOIN", "JOIN");
      assertTrue(tables(file, free).get(0).startsWith("SCAN c "), "the control is not tempted");
    }
    Files.delete(file);
    execute(file, DeclaredSchema.tableStatements().toArray(String[]::new));
    execute(file, DeclaredSchema.indexStatements().toArray(String[]::new));
    assertLooksChunksUp(file, statement.sql());
  }

  private static void assertStartsAtTheFullTextIndex(List<String> tables) {
    assertTrue(
        tables.get(0).matches("SCAN chunks_fts VIRTUAL TABLE INDEX 0:M\\d+"), tables::toString);
  }

  private static void assertLooksChunksUp(Path file, String sql) throws Exception {
    List<String> tables = tables(file, sql);
    assertStartsAtTheFullTextIndex(tables);
    assertEquals(
        List.of("SEARCH c USING INTEGER PRIMARY KEY (rowid=?)"),
        tables.subList(1, tables.size()),
        tables::toString);
  }

  /** The tables of a plan, in the order in which they are gone through. */
  private static List<String> tables(Path file, String sql) throws Exception {
    var steps = new ArrayList<String>();
    try (Connection connection = Connections.reader(file);
        PreparedStatement statement = connection.prepareStatement("EXPLAIN QUERY PLAN " + sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        steps.add(rows.getString("detail"));
      }
    }
    return steps.stream().filter(s -> s.startsWith("SCAN") || s.startsWith("SEARCH")).toList();
  }
}
