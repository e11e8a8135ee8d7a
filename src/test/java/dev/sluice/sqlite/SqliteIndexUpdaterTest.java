package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.core.AnnConfig;
import dev.sluice.core.Chunk;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.FileEntry;
import dev.sluice.core.Mode;
import dev.sluice.core.Postings;
import dev.sluice.sqlite.ann.StandInExtension;
import dev.sluice.sqlite.ann.VectorTable;
import dev.sluice.sqlite.dao.FullTextDao;
import dev.sluice.sqlite.dao.VocabularyDao;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteIndexUpdaterTest {
  private static final Mode MODE = Mode.CODE;
  private static final int CHUNKS = 6;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void makeADatabase() {
    file = folder.resolve("index-code.db");
    try (var writer = SqliteIndexWriter.create(file, MODE)) {
      int[] all = new int[CHUNKS];
      int[] once = new int[CHUNKS];
      for (int docId = 0; docId < CHUNKS; docId++) {
        writer.chunk(chunk(docId, "f" + docId / 2), null, null, "word");
        writer.docLength(docId, 1);
        writer.denseVector(docId, new byte[] {(byte) docId, 1});
        all[docId] = docId;
        once[docId] = 1;
      }
      writer.token(0, "word", new Postings(all, once));
      writer.phrase(0, "a\u0001b", all);
      writer.denseMeta(new DenseMeta(2, 1.0, "m"));
      for (int i = 0; i < CHUNKS / 2; i++) {
        writer.file(new FileEntry("f" + i, "h", null, null, 2));
      }
      writer.finish();
    }
  }

  private static Chunk chunk(int docId, String path) {
    return new Chunk(
        docId,
        null,
        MODE,
        path,
        0,
        1,
        1,
        1,
        null,
        null,
        "n",
        null,
        null,
        null,
        null,
        "[\"word\"]",
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

  @Test
  void theVectorTableIsKeptInStep() throws SQLException {
    var table = VectorTable.with(AnnConfig.DEFAULT, new StandInExtension());
    try (Connection connection = Connections.writer(file)) {
      table.fill(connection);
    }
    try (var updater = SqliteIndexUpdater.open(file, MODE, LastWrite.UNKNOWN, table)) {
      Map<String, int[]> docIds = updater.replace(List.of("f0"), Map.of("f2", 3));
      assertArrayEquals(new int[] {4, 5, 0}, docIds.get("f2"));
      var chunks = new ArrayList<NewChunk>();
      for (int docId : docIds.get("f2")) {
        byte[] vector = {(byte) docId, 100};
        chunks.add(
            new NewChunk(
                chunk(docId, "f2"), null, null, List.of("word"), null, null, null, vector));
      }
      updater.add(chunks);
      updater.files(List.of(new FileEntry("f2", "h2", null, null, 3)));
      updater.finish();
      assertEquals(List.of(), updater.check(ValidationLevel.FULL));
      assertEquals(AtRest.SINGLE_FILE, updater.commit());
    }
    assertEquals(List.of(), StoreValidator.validate(file, ValidationLevel.FULL, table));
    assertEquals(
        List.of("0", "2", "3", "4", "5"),
        column("SELECT rowid FROM dense_vectors_ann ORDER BY rowid"));
    assertEquals(
        List.of("0", "4", "5"),
        column(
            "SELECT doc_id FROM dense_vectors JOIN dense_vectors_ann ON rowid = doc_id WHERE"
                + " hex(vector) LIKE '%64' AND embedding LIKE '%, -0.21%' ORDER BY doc_id"));
  }

  /** Chunks 2 and 3 of the file f1 have one word each; both get a second one. */
  @Test
  void whatAnEditLeavesOfAChunkIsNotWrittenAgain() throws Exception {
    List<String> before = column("SELECT rowid FROM token_postings WHERE doc_id = 2");
    Set<TermKind> derivable = updateOfF1(Set.of(TermKind.TOKEN), "word", "word other");
    assertEquals(before, column("SELECT rowid FROM token_postings WHERE doc_id = 2"));
    assertEquals(
        List.of("0 1", "1 1", "2 1", "3 1", "4 1", "5 1"),
        column(
            "SELECT doc_id || ' ' || tf FROM token_postings WHERE token_id = 0 ORDER BY doc_id"));
    assertEquals(List.of("3"), column("SELECT doc_id FROM token_postings WHERE token_id = 1"));
    assertEquals(List.of("3"), column("SELECT rowid FROM chunks_fts('other')"));
    assertEquals(Set.of(TermKind.TOKEN), derivable);
  }

  @Test
  void aWordThatOccursMoreOftenHasOnePosting() throws Exception {
    updateOfF1(Set.of(TermKind.TOKEN), "word word word", "word");
    assertEquals(
        List.of("2 3", "3 1"),
        column("SELECT doc_id || ' ' || tf FROM token_postings WHERE doc_id IN (2, 3) ORDER BY 1"));
  }

  /** The file says it was not changed since, and it was: what a chunk has is not what rows tell. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM token_postings WHERE doc_id = 2",
        "UPDATE token_postings SET token_id = 7 WHERE doc_id = 2"
      })
  void whereRowsAndPostingsDifferAllOfTheChunkAreWrittenAnew(String change) throws Exception {
    try (Connection connection = Connections.writer(file)) {
      Connections.execute(connection, change);
    }
    Set<TermKind> derivable = updateOfF1(Set.of(TermKind.TOKEN), "new", "word");
    assertEquals(
        List.of("new 2", "word 3"),
        column(
            "SELECT token || ' ' || doc_id FROM token_postings JOIN token_vocab"
                + " USING (mode, token_id) WHERE doc_id IN (2, 3) ORDER BY doc_id"));
    assertEquals(
        List.of("2"), column("SELECT COUNT(*) FROM token_postings WHERE doc_id IN (2, 3)"));
    assertEquals(Set.of(), derivable);
  }

  /** Gives the two chunks of f1 these words; returns what is known of the file then. */
  private Set<TermKind> updateOfF1(Set<TermKind> derivable, String... words) throws Exception {
    var last = new LastWrite(FileStamp.of(file), derivable, Map.of());
    try (var updater = SqliteIndexUpdater.open(file, MODE, last, VectorTable.DEFAULT)) {
      int[] docIds = updater.replace(List.of(), Map.of("f1", 2)).get("f1");
      assertArrayEquals(new int[] {2, 3}, docIds);
      var chunks = new ArrayList<NewChunk>();
      for (int i = 0; i < 2; i++) {
        chunks.add(
            new NewChunk(
                chunk(docIds[i], "f1"),
                null,
                null,
                List.of(words[i].split(" ", -1)),
                List.of("a\u0001b"),
                null,
                null,
                new byte[] {1, 1}));
      }
      updater.add(chunks);
      updater.files(List.of(new FileEntry("f1", "h2", null, null, 2)));
      updater.finish();
      updater.commit();
      return updater.derivable();
    }
  }

  private List<String> column(String sql) throws SQLException {
    var values = new ArrayList<String>();
    try (Connection connection = Connections.writer(file);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  /** Few ids in lists and many in a table, by terms and by a scan: all leave the same. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1_000})
  void rowsAreRemovedInEveryWay(int many) throws SQLException {
    for (Set<TermKind> derivable : List.of(Set.<TermKind>of(), Set.of(TermKind.values()))) {
      try (Connection connection = Connections.writer(file)) {
        connection.setAutoCommit(false);
        Connections.execute(
            connection, "CREATE TABLE " + DocRemoval.REMOVED + " (id INTEGER PRIMARY KEY)");
        try (var handle = Jdbi.create(connection).installPlugin(new SqlObjectPlugin()).open()) {
          var inserts = new IndexInserts(connection, MODE.id());
          var ids = new TermIds(connection, handle.attach(VocabularyDao.class), inserts, MODE);
          var removal =
              new DocRemoval(connection, MODE, handle.attach(FullTextDao.class), ids, many);
          removal.remove(new int[] {1, 3, 4}, derivable, new int[0]);
          var deleted = new HashMap<>(removal.deleted());
          deleted.values().removeIf(rows -> rows == 0);
          assertEquals(
              derivable.isEmpty()
                  ? Map.of(
                      "token_postings", 3L,
                      "phrase_postings", 3L,
                      "chunks", 3L,
                      "chunks_fts", 3L,
                      "doc_lengths", 3L,
                      "dense_vectors", 3L)
                  // Their rows tell of no phrase, and it is said that they tell all.
                  : Map.of(
                      "token_postings", 3L,
                      "chunks", 3L,
                      "chunks_fts", 3L,
                      "doc_lengths", 3L,
                      "dense_vectors", 3L),
              deleted);
        }
        connection.rollback();
      }
    }
  }
}
