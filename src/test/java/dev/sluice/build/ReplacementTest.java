package dev.sluice.build;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.contract.ModelGenerator;
import dev.sluice.contract.SqliteModels;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.SluiceException;
import dev.sluice.sqlite.Publication;
import dev.sluice.sqlite.SqliteIndexReader;
import dev.sluice.sqlite.StoreValidator;
import dev.sluice.sqlite.ValidationLevel;
import dev.sluice.sqlite.ann.VectorTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies beside a database when another takes its place, and who has it open. */
class ReplacementTest {
  private static final Mode MODE = Mode.CODE;
  private static final int CHUNKS = 60;

  @TempDir Path root;
  private Path database;

  @BeforeEach
  void write() throws IOException {
    database = new IndexLayout(root).sqlite(MODE);
    Files.createDirectories(database.getParent());
    SqliteModels.write(ModelGenerator.withGaps(MODE, 11, CHUNKS), database);
  }

  @Test
  void whatIsInALogIsCompactedToo() throws Exception {
    leaveLog("UPDATE chunks SET ext = 'only in the log' WHERE id = 0");
    CompactionResult result = compact();
    assertTrue(result.changed());
    assertEquals(
        List.of("only in the log"),
        Rows.ofQuery(database, "SELECT ext FROM chunks WHERE ext LIKE 'only%'"));
    assertSingleFile();
  }

  @Test
  void aLookReadsTheLogAndLeavesIt() throws Exception {
    leaveLog("DELETE FROM token_postings", "DELETE FROM doc_lengths WHERE doc_id > 10000");
    byte[] log = Files.readAllBytes(beside("-wal"));
    byte[] file = Files.readAllBytes(database);
    CompactionResult look =
        new Compaction(new IndexLayout(root), MODE, Clock.systemUTC(), VectorTable.DEFAULT).look();
    long tokens =
        Long.parseLong(Rows.ofQuery(copyOf("look.db"), "SELECT COUNT(*) FROM token_vocab").get(0));
    assertEquals(tokens, look.before().unusedTerms().get("token"));
    assertArrayEquals(log, Files.readAllBytes(beside("-wal")));
    assertArrayEquals(file, Files.readAllBytes(database));
    assertEquals(List.of("index-code.db", "index-code.db-wal"), names());
  }

  @Test
  void aLogIsNotAppliedToTheDatabaseThatReplacesIts() throws Exception {
    leaveLog("UPDATE chunks SET name = 'of the old one'");
    Path fresh = fresh();
    List<String> rows = Rows.of(fresh, "chunks");
    Publication.publish(fresh, database);
    assertEquals(rows, Rows.of(database, "chunks"));
    assertSingleFile();
  }

  @Test
  void aReplacementThatFailsLosesNothingOfTheLog() throws Exception {
    leaveLog("UPDATE chunks SET ext = 'only in the log' WHERE id = 0");
    Path missing = root.resolve("missing.db");
    assertThrows(IOException.class, () -> Publication.publish(missing, database));
    assertEquals(
        List.of("only in the log"), Rows.ofQuery(database, "SELECT ext FROM chunks WHERE id = 0"));
  }

  @Test
  void aBuildReachesReadersInWalModeThroughTheirOwnFile() throws Exception {
    run("PRAGMA journal_mode = WAL");
    try (Connection reader = connect(database);
        Statement statement = reader.createStatement()) {
      assertEquals(CHUNKS, number(statement, "SELECT COUNT(*) FROM chunks"));
      Publication.publish(fresh(), database);
      assertEquals(20, number(statement, "SELECT COUNT(*) FROM chunks"));
    }
    assertEquals(List.of(), StoreValidator.validate(database, ValidationLevel.FULL));
  }

  @Test
  void neitherIsAJournal() throws Exception {
    leaveJournal();
    Path fresh = fresh();
    List<String> rows = Rows.of(fresh, "chunks");
    Publication.publish(fresh, database);
    assertEquals(rows, Rows.of(database, "chunks"));
    assertSingleFile();
  }

  @Test
  void theLogOfWhatIsNoDatabaseGoesWithIt() throws Exception {
    leaveLog("UPDATE chunks SET name = 'x'");
    Files.writeString(database, "no database");
    Publication.publish(fresh(), database);
    assertSingleFile();
  }

  @Test
  void theLogOfADatabaseThatIsGoneGoes() throws Exception {
    leaveLog("UPDATE chunks SET name = 'x'");
    Files.delete(database);
    Publication.publish(fresh(), database);
    assertSingleFile();
  }

  @Test
  void readersInWalModeSeeTheOldOrTheNewAndKeepTheirFile() throws Exception {
    run("PRAGMA journal_mode = WAL");
    Object inode = Files.getAttribute(database, "unix:ino");
    try (Connection reader = connect(database);
        Statement statement = reader.createStatement()) {
      assertEquals(CHUNKS, number(statement, "SELECT COUNT(*) FROM chunks"));
      CompactionResult result = compact();
      assertTrue(result.warnings().get(0).contains("WAL"), result.toString());
      assertEquals(inode, Files.getAttribute(database, "unix:ino"));
      assertEquals(CHUNKS - 1, number(statement, "SELECT MAX(id) FROM chunks"));
      assertEquals(0, Files.size(beside("-wal")));
    }
    assertEquals(List.of(), StoreValidator.validate(database, ValidationLevel.FULL));
    compact();
    assertSingleFile();
  }

  @Test
  void aReaderInTheMiddleKeepsWhatItBeganWith() throws Exception {
    run("PRAGMA journal_mode = WAL");
    try (Connection reader = connect(database);
        Statement statement = reader.createStatement()) {
      statement.execute("BEGIN");
      long before = number(statement, "SELECT MAX(id) FROM chunks");
      Path backup = compaction().run(true, BuildProgress.NONE).backup();
      assertEquals(before, number(statement, "SELECT MAX(id) FROM chunks"));
      statement.execute("COMMIT");
      assertEquals(CHUNKS - 1, number(statement, "SELECT MAX(id) FROM chunks"));
      assertEquals(
          List.of(String.valueOf(before)), Rows.ofQuery(backup, "SELECT MAX(id) FROM chunks"));
    }
    assertEquals(List.of(), StoreValidator.validate(database, ValidationLevel.FULL));
  }

  @Test
  void anOpenReaderOfOursReadsTheCompactedDatabaseNext() throws Exception {
    try (var reader = SqliteIndexReader.open(database, MODE)) {
      int[] all = IntStream.range(0, CHUNKS).toArray();
      assertFalse(reader.existing(all).length == CHUNKS);
      compact();
      assertEquals(CHUNKS, reader.existing(all).length);
    }
  }

  @Test
  void anotherProgramThatWritesIsWaitedForAndThenNamedAsTheCause() throws Exception {
    try (Connection writer = connect(database);
        Statement statement = writer.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      var refusal = assertThrows(SluiceException.class, this::compact);
      assertEquals(ErrorCode.BUSY, refusal.code());
    }
    assertTrue(compact().changed());
  }

  private Compaction compaction() {
    return new Compaction(new IndexLayout(root), MODE, Clock.systemUTC(), VectorTable.DEFAULT);
  }

  private CompactionResult compact() {
    return compaction().run(false, BuildProgress.NONE);
  }

  private Path fresh() {
    return SqliteModels.write(ModelGenerator.dense(MODE, 12, 20), root.resolve("fresh.db"));
  }

  private Path copyOf(String name) throws IOException {
    return Files.copy(database, root.resolve(name));
  }

  private void assertSingleFile() throws IOException {
    assertEquals(List.of("index-code.db"), names());
    assertEquals(List.of(), StoreValidator.validate(database, ValidationLevel.FULL));
  }

  private List<String> names() throws IOException {
    return Rows.names(database.getParent());
  }

  private Path beside(String suffix) {
    return database.resolveSibling(database.getFileName() + suffix);
  }

  /** What a writer leaves that is killed after its commit: its pages are in the log alone. */
  private void leaveLog(String... statements) throws IOException, SQLException {
    Path copy = copyOf("copy.db");
    try (Connection connection = connect(copy);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA wal_autocheckpoint = 0");
      for (String sql : statements) {
        statement.execute(sql);
      }
      Files.copy(copy, database, StandardCopyOption.REPLACE_EXISTING);
      Files.copy(root.resolve("copy.db-wal"), beside("-wal"));
    }
    Files.delete(copy);
  }

  /** What a writer leaves that is killed before its commit. */
  private void leaveJournal() throws IOException, SQLException {
    Path copy = copyOf("copy.db");
    try (Connection connection = connect(copy);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA cache_size = 1");
      statement.execute("BEGIN");
      statement.execute("UPDATE chunks SET name = hex(zeroblob(2000))");
      Files.copy(copy, database, StandardCopyOption.REPLACE_EXISTING);
      Files.copy(root.resolve("copy.db-journal"), beside("-journal"));
      statement.execute("ROLLBACK");
    }
    Files.delete(copy);
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  private static long number(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
