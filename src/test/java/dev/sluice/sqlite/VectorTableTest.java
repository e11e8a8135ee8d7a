package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.AnnConfig;
import dev.sluice.core.AnnMode;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.DenseVectors;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.Mode;
import dev.sluice.core.NearVectors;
import dev.sluice.core.SluiceException;
import dev.sluice.core.StoreUnavailableException;
import dev.sluice.schema.Role;
import dev.sluice.sqlite.ann.StandInExtension;
import dev.sluice.sqlite.ann.VectorRows;
import dev.sluice.sqlite.ann.VectorTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vector table without any extension: a plain table stands in. */
class VectorTableTest {
  private static final int CHUNKS = 45;
  private static final DenseMeta META = new DenseMeta(SmallIndex.DIMS, 2.0 / 255, "test");

  private final StandInExtension extension = new StandInExtension();
  private final VectorTable table = VectorTable.with(AnnConfig.DEFAULT, extension);

  @TempDir Path temp;
  private Path file;

  @BeforeEach
  void write() {
    file = temp.resolve("index-code.db");
  }

  private void writeWith(VectorTable vectors) {
    SmallIndex.write(file, Mode.CODE, CHUNKS, vectors);
  }

  @Test
  void aBuildFillsTheTableWithExactlyTheDocIdsThatHaveVectors() throws SQLException {
    writeWith(table);
    assertEquals(LongStream.range(0, CHUNKS).boxed().toList(), rowIds());
    assertEquals(
        "[-0.94509804, -0.99215686, -0.9843137, 0.5686275]",
        text("SELECT embedding FROM dense_vectors_ann WHERE rowid = 7"));
    assertEquals(List.of(), StoreValidator.validate(file, ValidationLevel.FULL, table));
  }

  @ParameterizedTest
  @CsvSource({"EXACT", "OFF"})
  void aBuildThatDoesNotWantTheTableMakesNone(AnnMode mode) throws SQLException {
    writeWith(VectorTable.with(AnnConfig.DEFAULT.withMode(mode), extension));
    assertEquals("0", text("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'dense_vectors_ann'"));
  }

  @Test
  void withoutTheExtensionABuildHasNoTableUnlessItWasAskedFor() throws SQLException {
    extension.obstacle = "is not there";
    var asked = VectorTable.with(AnnConfig.DEFAULT.withMode(AnnMode.EXTENSION), extension);
    var refused = assertThrows(StoreUnavailableException.class, () -> writeWith(asked));
    assertTrue(refused.getMessage().contains("is not there"), refused.getMessage());
    assertFalse(file.toFile().exists());
    writeWith(table);
    assertEquals("0", text("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'dense_vectors_ann'"));
  }

  @Test
  void rowsFollowTheChangesOfDenseVectors() throws SQLException {
    writeWith(table);
    try (Connection connection = connect();
        VectorRows rows = table.rows(connection).orElseThrow()) {
      execute(connection, "DELETE FROM dense_vectors WHERE doc_id IN (3, 4)");
      rows.delete(3);
      rows.delete(4);
      rows.delete(4_000_000_000L);
      execute(connection, "UPDATE dense_vectors SET vector = x'ff000000' WHERE doc_id = 5");
      rows.delete(5);
      rows.insert(5, new byte[] {(byte) 255, 0, 0, 0}, META);
      execute(connection, "INSERT INTO dense_vectors VALUES ('code', 99, x'00ff0000')");
      rows.insert(99, new byte[] {0, (byte) 255, 0, 0}, META);
    }
    assertEquals(
        "[1.0, -1.0, -1.0, -1.0]", text("SELECT embedding FROM dense_vectors_ann WHERE rowid = 5"));
    execute("DELETE FROM dense_vectors WHERE doc_id = 99");
    execute("DELETE FROM dense_vectors_ann WHERE rowid = 99");
    assertEquals(List.of(), StoreValidator.validate(file, ValidationLevel.FULL, table));
  }

  @Test
  void aTableThatIsNotThereIsMadeAndFilledByTheSameFunction() throws SQLException {
    SmallIndex.write(file, Mode.CODE, CHUNKS);
    execute("DELETE FROM dense_vectors WHERE doc_id = 7");
    try (Connection connection = connect();
        VectorRows rows = table.rows(connection).orElseThrow()) {
      rows.insert(7, new byte[] {1, 2, 3, 4}, META);
    }
    assertEquals(LongStream.range(0, CHUNKS).boxed().toList(), rowIds());
  }

  @Test
  void aTableThatIsThereIsNotLeftBehindWhateverTheMode() throws SQLException {
    writeWith(table);
    extension.obstacle = "is not there";
    for (AnnMode mode : AnnMode.values()) {
      var configured = VectorTable.with(AnnConfig.DEFAULT.withMode(mode), extension);
      try (Connection connection = connect()) {
        assertThrows(StoreUnavailableException.class, () -> configured.rows(connection), mode.id());
      }
    }
  }

  @Test
  void aTableOfAnotherKindIsNotWrittenTo() throws SQLException {
    SmallIndex.write(file, Mode.CODE, CHUNKS);
    execute("CREATE VIEW dense_vectors_ann AS SELECT doc_id AS rowid FROM dense_vectors");
    try (Connection connection = connect()) {
      var refused = assertThrows(StoreUnavailableException.class, () -> table.rows(connection));
      assertEquals(ErrorCode.FORBIDDEN_OBJECT, refused.code());
    }
  }

  @Test
  void validationNamesOrphansAndMissingIds() throws SQLException {
    writeWith(table);
    execute("DELETE FROM dense_vectors_ann WHERE rowid IN (3, 7)");
    execute("INSERT INTO dense_vectors_ann VALUES (99, '[]'), (4000000000, '[]'), (5000, '[]')");
    assertEquals(
        List.of(
            new Finding(
                "dense_vectors_ann", "2 vectors missing in the vector table, for example 3, 7"),
            new Finding(
                "dense_vectors_ann",
                "3 orphans in the vector table, for example 99, 5000, 4000000000")),
        StoreValidator.validate(file, ValidationLevel.FULL, table));
    assertEquals(
        List.of(
            new Finding(
                "dense_vectors_ann",
                "1 numbers of rows differ between the vector table and dense_vectors, for example"
                    + " 46 rows, 45 vectors")),
        StoreValidator.validate(file, ValidationLevel.SMOKE, table));
  }

  @Test
  void anotherNameOfTheTableIsValidatedToo() throws SQLException {
    var named =
        VectorTable.with(
            new AnnConfig(AnnMode.AUTO, "sqlite-vec", null, "vec0", "near", "v", "json", List.of()),
            extension);
    writeWith(named);
    execute("DELETE FROM near WHERE rowid = 3");
    assertEquals(1, StoreValidator.validate(file, ValidationLevel.FULL, named).size());
    assertEquals(List.of(), StoreValidator.validate(file, ValidationLevel.FULL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t\"; DROP TABLE chunks; --",
        "t; DROP TABLE chunks",
        "main.t",
        "",
        "1t",
        "täble",
        "t\u0000",
        "t t",
        "chunks",
        "Dense_Vectors",
        "chunks_fts_data",
        "sqlite_schema"
      })
  void aHostileTableNameDisablesTheExtensionAndIsAnErrorWhereItWasAskedFor(String name)
      throws SQLException {
    requireUnsafe(config("vec0", name, "embedding", List.of()), "ann.table");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a, b", "a)", "a -- ", "\"a\"", "a=b=c", "a=b c", "=b", "a=", "a='b'"})
  void hostileOptionsDoToo(String option) throws SQLException {
    requireUnsafe(config("vec0", "t", "embedding", List.of("ok", option)), "ann.options");
  }

  @ParameterizedTest
  @CsvSource({"vec0(x), embedding, ann.module", "vec0, 'e float[2], f', ann.column"})
  void hostileModulesAndColumnsDoToo(String module, String column, String setting)
      throws SQLException {
    requireUnsafe(config(module, "t", column, List.of()), setting);
  }

  private AnnConfig config(String module, String name, String column, List<String> options) {
    return new AnnConfig(AnnMode.AUTO, "sqlite-vec", null, module, name, column, "json", options);
  }

  private void requireUnsafe(AnnConfig config, String setting) throws SQLException {
    var automatic = VectorTable.with(config, extension);
    assertTrue(automatic.obstacle().orElseThrow().contains(setting));
    assertTrue(automatic.warning().orElseThrow().contains(setting));
    writeWith(automatic);
    assertEquals(List.of(), StoreValidator.validate(file, ValidationLevel.FULL, automatic));
    assertEquals(0, extension.loads());
    var asked = VectorTable.with(config.withMode(AnnMode.EXTENSION), extension);
    Path other = temp.resolve("other.db");
    var refused =
        assertThrows(
            SluiceException.class, () -> SqliteIndexWriter.create(other, Mode.CODE, asked));
    assertEquals(ErrorCode.USAGE, refused.code());
    assertFalse(other.toFile().exists());
  }

  @Test
  void aReaderFindsTheNearestAndWhatTheyAreStoredAs() {
    writeWith(table);
    try (var reader = SqliteIndexReader.open(file, Mode.CODE, table)) {
      assertTrue(reader.vectorIndexObstacle().isEmpty());
      NearVectors near = reader.nearest(META.decode(new byte[] {7, 1, 2, (byte) 200}), 3, null);
      assertArrayEquals(new int[] {6, 7, 8}, near.vectors().docIds());
      assertArrayEquals(new byte[] {6, 1, 2, (byte) 200}, first(near.vectors()));
      assertTrue(near.bound() > 0.99 && near.bound() < 1, near.toString());
    }
  }

  private static byte[] first(DenseVectors vectors) {
    return java.util.Arrays.copyOf(vectors.data(), SmallIndex.DIMS);
  }

  @Test
  void candidatesAloneCountAndWhenTheyRunOutThereAreNoOthers() {
    writeWith(table);
    try (var reader = SqliteIndexReader.open(file, Mode.CODE, table)) {
      float[] query = META.decode(new byte[] {7, 1, 2, (byte) 200});
      NearVectors near = reader.nearest(query, 5, new int[] {40, 9, 999});
      assertArrayEquals(new int[] {9, 40}, near.vectors().docIds());
      assertTrue(near.areAll());
      assertEquals(0, reader.nearest(query, 5, new int[0]).vectors().count());
    }
  }

  @Test
  void anOrphanOfTheTableIsNoAnswer() throws SQLException {
    writeWith(table);
    execute("UPDATE dense_vectors_ann SET rowid = 999 WHERE rowid = 7");
    try (var reader = SqliteIndexReader.open(file, Mode.CODE, table)) {
      NearVectors near = reader.nearest(META.decode(new byte[] {7, 1, 2, (byte) 200}), 3, null);
      assertArrayEquals(new int[] {6, 8}, near.vectors().docIds());
    }
  }

  @Test
  void aTableThatLacksRowsIsNotAskedUntilItIsRepaired() throws SQLException {
    writeWith(table);
    try (var reader = SqliteIndexReader.open(file, Mode.CODE, table)) {
      assertTrue(reader.vectorIndexObstacle().isEmpty());
      execute("DELETE FROM dense_vectors_ann WHERE rowid = 7");
      String obstacle = reader.vectorIndexObstacle().orElseThrow();
      assertTrue(obstacle.contains("44 rows and dense_vectors 45"), obstacle);
      execute("INSERT INTO dense_vectors_ann VALUES (7, '[1, 1, 1, 1]')");
      assertTrue(reader.vectorIndexObstacle().isEmpty());
    }
  }

  @Test
  void withoutTheTableOrTheExtensionTheReaderTellsWhyAndReadsTheRest() throws SQLException {
    SmallIndex.write(file, Mode.CODE, CHUNKS);
    try (var reader = SqliteIndexReader.open(file, Mode.CODE, table)) {
      assertTrue(reader.vectorIndexObstacle().orElseThrow().contains("has no table"));
    }
    extension.obstacle = "is not there";
    try (var reader = SqliteIndexReader.open(file, Mode.CODE, table)) {
      assertTrue(reader.vectorIndexObstacle().orElseThrow().contains("is not there"));
      assertEquals(CHUNKS, reader.denseVectors().orElseThrow().count());
    }
  }

  @Test
  void theGateLetsPassADatabaseWithTheTablesOfAnExtensionThatIsNotThere() throws SQLException {
    SmallIndex.write(file, Mode.CODE, CHUNKS);
    // As sqlite-vec writes them: the virtual table, which nothing here can read, and its own.
    execute("CREATE TABLE dense_vectors_ann_info (key TEXT PRIMARY KEY, value ANY)");
    execute("CREATE TABLE dense_vectors_ann_rowids (rowid INTEGER PRIMARY KEY, id, chunk_id)");
    execute("INSERT INTO dense_vectors_ann_rowids (rowid) SELECT doc_id FROM dense_vectors");
    try (Connection connection = connect()) {
      execute(connection, "PRAGMA writable_schema = 1");
      execute(
          connection,
          "INSERT INTO sqlite_schema VALUES ('table', 'dense_vectors_ann', 'dense_vectors_ann', 0,"
              + " 'CREATE VIRTUAL TABLE dense_vectors_ann USING vec0(embedding float[4])')");
    }
    assertTrue(SqliteGate.check(file, Role.READER).ok());
    assertTrue(SqliteGate.check(file, Role.WRITER).ok());
    assertEquals(List.of(), StoreValidator.validate(file, ValidationLevel.FULL));
    execute("DELETE FROM dense_vectors_ann_rowids WHERE rowid = 7");
    assertEquals(1, StoreValidator.validate(file, ValidationLevel.FULL).size());
    execute("DROP TABLE dense_vectors_ann_rowids");
    Finding finding = StoreValidator.validate(file, ValidationLevel.FULL).get(0);
    assertTrue(finding.detail().contains("no library of sqlite-vec is set up"), finding.detail());
    try (Connection connection = connect()) {
      var refused =
          assertThrows(StoreUnavailableException.class, () -> VectorTable.DEFAULT.rows(connection));
      assertEquals(ErrorCode.MISSING, refused.code());
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect()) {
      execute(connection, sql);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<Long> rowIds() throws SQLException {
    var ids = new ArrayList<Long>();
    try (Connection connection = connect();
        var statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT rowid FROM dense_vectors_ann ORDER BY rowid")) {
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
    }
    return ids;
  }

  private String text(String sql) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
