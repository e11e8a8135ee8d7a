package dev.sluice.build;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.artifact.IndexState;
import dev.sluice.contract.ModelGenerator;
import dev.sluice.contract.SqliteModels;
import dev.sluice.core.AnnConfig;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.SluiceException;
import dev.sluice.sqlite.FileStamp;
import dev.sluice.sqlite.StoreValidator;
import dev.sluice.sqlite.ValidationLevel;
import dev.sluice.sqlite.ann.StandInExtension;
import dev.sluice.sqlite.ann.VectorTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {
  private static final Mode MODE = Mode.CODE;
  private static final Path REAL =
      Path.of("../shared/real/before/index-sqlite/index-code.db").toAbsolutePath();

  @TempDir Path root;
  private IndexLayout layout;
  private Path database;

  @BeforeEach
  void makeFolder() throws IOException {
    layout = new IndexLayout(root);
    database = layout.sqlite(MODE);
    Files.createDirectories(database.getParent());
  }

  @Test
  void gapsAndUnusedTermsGoAndNothingElse() throws Exception {
    writeModel();
    sql(
        "DELETE FROM token_postings WHERE token_id % 3 = 0",
        "DELETE FROM phrase_postings WHERE phrase_id % 4 = 0",
        "DELETE FROM chargram_postings WHERE gram_id % 5 = 0");
    Map<String, List<String>> meaning = Meaning.of(database);
    CompactionResult result = compact();
    assertTrue(result.changed());
    assertTrue(result.before().gaps() > 0, result.toString());
    assertTrue(result.before().unusedTerms().values().stream().allMatch(n -> n > 0));
    assertEquals(result.before().chunks() - 1, result.after().maxDocId());
    assertEquals(0, result.after().gaps());
    Meaning.assertSame(meaning, Meaning.of(database));
    assertSound();
    for (String kind : List.of("token", "phrase", "gram")) {
      String table = kind.equals("gram") ? "chargram_vocab" : kind + "_vocab";
      String ids = "SELECT MIN(" + kind + "_id), MAX(" + kind + "_id) + 1 - COUNT(*) FROM " + table;
      assertEquals(List.of("0|0"), Rows.ofQuery(database, ids));
    }
  }

  @Test
  void theVectorTableHasTheNewIds() throws Exception {
    var vectorTable = VectorTable.with(AnnConfig.DEFAULT, new StandInExtension());
    writeModelWith(vectorTable);
    assertEquals(List.of(), compact(vectorTable).warnings());
    assertEquals(
        Rows.ofQuery(database, "SELECT doc_id FROM dense_vectors ORDER BY doc_id"),
        Rows.ofQuery(database, "SELECT rowid FROM dense_vectors_ann ORDER BY rowid"));
    assertEquals(List.of(), StoreValidator.validate(database, ValidationLevel.FULL, vectorTable));
  }

  @Test
  void withoutTheExtensionTheVectorTableIsDroppedAndThatIsSaid() throws Exception {
    var extension = new StandInExtension();
    var vectorTable = VectorTable.with(AnnConfig.DEFAULT, extension);
    writeModelWith(vectorTable);
    extension.obstacle = "its library is gone";
    List<String> warnings = compact(vectorTable).warnings();
    assertTrue(warnings.toString().contains("its library is gone"), warnings.toString());
    assertTrue(warnings.toString().contains("sluice extension install"), warnings.toString());
    assertEquals(
        List.of("0"),
        Rows.ofQuery(
            database, "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'dense_vectors_ann'"));
    assertSound();
  }

  private void writeModelWith(VectorTable vectorTable) throws Exception {
    writeModel();
    try (Connection connection = connect()) {
      vectorTable.fill(connection);
    }
  }

  private CompactionResult compact(VectorTable vectorTable) {
    return new Compaction(layout, MODE, Clock.systemUTC(), vectorTable)
        .run(false, BuildProgress.NONE);
  }

  @Test
  void docIdsFollowModeFileAndStart() throws Exception {
    writeModel();
    compact();
    String byPlace = "SELECT id FROM chunks ORDER BY mode, file, start, id";
    List<String> ids = Rows.ofQuery(database, byPlace);
    assertEquals(
        Stream.iterate(0, i -> i + 1).limit(ids.size()).map(String::valueOf).toList(), ids);
  }

  @Test
  void aCompactedDatabaseHasTheRowsOfAFreshOne() throws Exception {
    writeModel();
    compact();
    Path again = Files.copy(database, root.resolve("again.db"));
    sql(
        "CREATE TABLE filler (x)",
        "INSERT INTO filler VALUES (zeroblob(100000))",
        "DROP TABLE filler");
    assertTrue(compact().changed());
    for (String table : Rows.TABLES) {
      assertEquals(Rows.of(again, table), Rows.of(database, table), table);
    }
  }

  @Test
  void valuesKeepTheirTypesWhateverTheColumnSays() throws Exception {
    writeModel();
    sql(
        "UPDATE chunks SET start = 1.5, end = 'far', weight = NULL, ext = '' WHERE id = 0",
        "UPDATE chunks SET ext = x'ff00', tokens = CAST(x'80' AS TEXT) WHERE id = 1",
        "UPDATE file_manifest SET mtimeMs = 1700000000000.25, hash = ''",
        "UPDATE chunks_fts SET signature = 'int f()', doc = NULL WHERE rowid = 1");
    Map<String, List<String>> meaning = Meaning.of(database);
    compact();
    Meaning.assertSame(meaning, Meaning.of(database));
  }

  @Test
  void everyModeOfAFileStaysWithARangeOfIdsOfItsOwn() throws Exception {
    writeModel();
    Path prose =
        SqliteModels.write(ModelGenerator.withGaps(Mode.PROSE, 5, 30), root.resolve("p.db"));
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("ATTACH '" + prose + "' AS p");
      for (String table : Rows.TABLES) {
        boolean ofChunks = table.equals("chunks");
        String columns = String.join(", ", Rows.columns(prose, table));
        String shifted =
            columns.replaceAll("\\b(doc_id)\\b", "$1 + 5000").replaceAll("^id\\b", "id + 5000");
        statement.execute(
            table.equals("chunks_fts")
                ? "INSERT INTO chunks_fts (rowid, "
                    + columns
                    + ") SELECT rowid + 5000, "
                    + columns
                    + " FROM p.chunks_fts"
                : "INSERT INTO " + table + " SELECT " + shifted + " FROM p." + table);
        assertTrue(ofChunks || !columns.isEmpty());
      }
    }
    Map<String, List<String>> meaning = Meaning.of(database);
    compact();
    Meaning.assertSame(meaning, Meaning.of(database));
    assertSound();
    assertEquals(
        List.of("code|0|59", "prose|60|89"),
        Rows.ofQuery(database, "SELECT mode, MIN(id), MAX(id) FROM chunks GROUP BY mode"));
  }

  @Test
  void aRowThatWouldBeLostIsRefused() throws Exception {
    for (String orphan :
        List.of(
            "INSERT INTO token_postings SELECT 'code', token_id, 7777, 1 FROM token_vocab LIMIT 1",
            "INSERT INTO token_postings VALUES ('code', 7777, 0, 1)",
            "INSERT INTO doc_lengths VALUES ('code', 7777, 1)",
            "INSERT INTO doc_lengths VALUES ('prose', 0, 1)",
            "INSERT INTO phrase_postings VALUES ('none', 1, 0)",
            "INSERT INTO chunks_fts (rowid, mode) VALUES (7777, 'code')",
            "INSERT INTO dense_vectors VALUES ('code', 7777, x'00')",
            "UPDATE chunks SET mode = NULL WHERE id = 0")) {
      Files.deleteIfExists(database);
      writeModel();
      sql(orphan);
      byte[] before = Files.readAllBytes(database);
      var refusal = assertThrows(SluiceException.class, this::compact, orphan);
      assertEquals("SLUICE-021", refusal.code().id(), orphan);
      assertArrayEquals(before, Files.readAllBytes(database));
      assertEquals(List.of("index-code.db"), names());
    }
  }

  @Test
  void whereNothingIsToBeGainedTheFileStays() throws Exception {
    writeModel();
    compact();
    byte[] before = Files.readAllBytes(database);
    CompactionResult again = compact();
    assertFalse(again.changed());
    assertEquals(again.before(), again.after());
    assertArrayEquals(before, Files.readAllBytes(database));
    assertEquals(List.of("index-code.db"), names());
  }

  /** Killed after the database took its place, a compaction leaves nothing to do to the next. */
  @Test
  void whereNothingIsToBeGainedWhatAKilledOneWasTellingGoes() throws Exception {
    writeModel();
    compact();
    Path artifacts = layout.artifacts(MODE);
    Path state = artifacts.resolve(".index_state.json.tmp");
    Path pieces =
        Files.createDirectories(artifacts.resolve("pieces")).resolve(".manifest.json.tmp");
    Files.writeString(state, "{");
    Files.writeString(pieces, "{");
    assertFalse(compact().changed());
    assertFalse(Files.exists(state));
    assertFalse(Files.exists(pieces));
  }

  @Test
  void whereNothingIsToBeGainedTheStateIsToldThatAKilledOneDidNotTell() throws Exception {
    writeModel();
    compact();
    Files.delete(IndexState.fileIn(layout.artifacts(MODE)));
    assertFalse(compact().changed());
    IndexState told = IndexState.read(layout.artifacts(MODE));
    assertTrue(told.store("sqlite").orElseThrow().ready());
    String stamp = (String) told.lastWrite("sqlite").get("stamp");
    assertEquals(FileStamp.of(database), stamp);
    byte[] state = Files.readAllBytes(IndexState.fileIn(layout.artifacts(MODE)));
    assertFalse(compact().changed());
    assertArrayEquals(state, Files.readAllBytes(IndexState.fileIn(layout.artifacts(MODE))));
  }

  @Test
  void aLookChangesNothing() throws Exception {
    writeModel();
    byte[] before = Files.readAllBytes(database);
    CompactionResult look =
        new Compaction(layout, MODE, Clock.systemUTC(), VectorTable.DEFAULT).look();
    assertTrue(look.changed());
    assertArrayEquals(before, Files.readAllBytes(database));
    assertEquals(List.of("index-code.db"), names());
    assertEquals(List.of("index-sqlite"), Rows.names(root));
    CompactionResult done = compact();
    assertEquals(look.before(), done.before());
    assertEquals(look.after().maxDocId(), done.after().maxDocId());
    assertEquals(1, (double) done.after().bytes() / look.after().bytes(), 0.1);
  }

  @Test
  void backupsAreNeverOverwritten() throws Exception {
    writeModel();
    byte[] first = Files.readAllBytes(database);
    assertEquals("index-code.db.bak", backup());
    sql("DELETE FROM token_postings WHERE token_id % 2 = 0");
    byte[] second = Files.readAllBytes(database);
    assertEquals("index-code.db.bak-2", backup());
    assertArrayEquals(first, Files.readAllBytes(database.resolveSibling("index-code.db.bak")));
    assertArrayEquals(second, Files.readAllBytes(database.resolveSibling("index-code.db.bak-2")));
    assertNull(compact().backup());
  }

  private String backup() {
    return compaction().run(true, BuildProgress.NONE).backup().getFileName().toString();
  }

  @Test
  void indexStateTellsBeforeAndAfter() throws Exception {
    Files.createDirectories(layout.artifacts(MODE));
    writeModel();
    compact();
    String state = Files.readString(layout.artifacts(MODE).resolve("index_state.json"));
    assertTrue(state.contains("\"buildMode\":\"compacted\""), state);
    assertTrue(state.contains("\"before\":{\"chunks\":60"), state);
    assertTrue(IndexState.read(layout.artifacts(MODE)).store("sqlite").orElseThrow().ready());
  }

  @Test
  void aDatabaseThatIsNotReadyIsRefused() throws Exception {
    writeModel();
    Files.createDirectories(layout.artifacts(MODE));
    IndexState.update(
        layout.artifacts(MODE),
        MODE,
        "sqlite",
        new IndexState.StoreState(true, false, true, 7),
        Map.of(),
        Map.of(),
        Clock.systemUTC());
    assertEquals("SLUICE-005", assertThrows(SluiceException.class, this::compact).code().id());
  }

  @Test
  void theRealDatabaseKeepsItsMeaning() throws Exception {
    assumeTrue(Files.exists(REAL), "the real index is not beside this checkout");
    Files.write(database, Files.readAllBytes(REAL));
    Map<String, List<String>> meaning = Meaning.of(database);
    CompactionResult result = compact();
    assertEquals(1548, result.after().chunks());
    Meaning.assertSame(meaning, Meaning.of(database));
    assertSound();
    assertEquals(List.of("index-code.db"), names());
    assertEquals(1, Files.readAllBytes(database)[18], "is in WAL mode still");
  }

  private Compaction compaction() {
    return new Compaction(layout, MODE, Clock.systemUTC(), VectorTable.DEFAULT);
  }

  private CompactionResult compact() {
    return compaction().run(false, BuildProgress.NONE);
  }

  private void writeModel() {
    SqliteModels.write(ModelGenerator.withGaps(MODE, 11, 60), database);
  }

  private void assertSound() {
    assertEquals(List.of(), StoreValidator.validate(database, ValidationLevel.FULL));
  }

  private List<String> names() throws IOException {
    return Rows.names(database.getParent());
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + database);
  }

  private void sql(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
