package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.SchemaMismatchException;
import dev.sluice.core.StoreUnavailableException;
import dev.sluice.schema.Role;
import dev.sluice.schema.Verdict;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteGateTest {
  private static final Path REAL = Path.of("../shared/real/before/index-sqlite");

  @TempDir Path folder;

  @Test
  void aDatabaseOfTheDeclaredSchemaPassesInEveryRole() throws SQLException {
    Path file = Databases.create(file());
    for (Role role : Role.values()) {
      assertEquals(Verdict.OK, verdict(file, role));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PRAGMA user_version = 6                             | too-old          | too-old          | too-old
          PRAGMA user_version = 0                             | too-old          | too-old          | too-old
          PRAGMA user_version = 8                             | too-new          | too-new          | too-new
          DROP TABLE doc_lengths                              | different-shape  | ok               | different-shape
          DROP TABLE chunks_fts                               | ok               | different-shape  | different-shape
          DROP INDEX idx_chunks_file_id                       | ok               | ok               | different-shape
          ALTER TABLE chunks RENAME COLUMN name TO label      | different-shape  | different-shape  | different-shape
          ALTER TABLE dense_meta ADD COLUMN quantiser TEXT    | different-shape  | different-shape  | different-shape
          CREATE TABLE other (a)                              | ok               | ok               | ok
          CREATE TRIGGER t AFTER DELETE ON chunks BEGIN SELECT 1; END | forbidden-object | forbidden-object | forbidden-object
          ALTER TABLE chunks ADD COLUMN x TEXT AS (name)      | forbidden-object | forbidden-object | forbidden-object
          """)
  void theRoleDecidesWhatMustBeAsDeclared(
      String change, String reader, String fullTextReader, String writer) throws SQLException {
    Path file = Databases.create(file(), change);
    assertEquals(reader, verdict(file, Role.READER).id());
    assertEquals(fullTextReader, verdict(file, Role.FULL_TEXT_READER).id());
    assertEquals(writer, verdict(file, Role.WRITER).id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE VIEW chunks AS SELECT 1 AS id",
        "CREATE VIRTUAL TABLE chunks USING fts5(id)",
        "CREATE VIRTUAL TABLE chunks USING rtree(id, a, b)",
        "CREATE TABLE chunks (id INTEGER PRIMARY KEY) WITHOUT ROWID",
        "CREATE VIEW chunks AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id FROM n)"
            + " SELECT id FROM n"
      })
  void aDeclaredNameThatIsSomethingElseIsForbidden(String replacement) throws SQLException {
    Path file = Databases.create(file(), "DROP TABLE chunks", replacement);
    assertEquals(Verdict.FORBIDDEN_OBJECT, verdict(file, Role.READER));
  }

  @Test
  void aStrictTableIsAnotherShape() throws SQLException {
    Path file =
        Databases.create(
            file(),
            "DROP TABLE dense_meta",
            "CREATE TABLE dense_meta"
                + " (mode TEXT PRIMARY KEY, dims INTEGER, scale REAL, model TEXT) STRICT");
    assertEquals(Verdict.DIFFERENT_SHAPE, verdict(file, Role.READER));
  }

  @Test
  void filesThatAreNoDatabasesOfOursAreToldApart() throws Exception {
    assertEquals(Verdict.MISSING, verdict(folder.resolve("none.db"), Role.READER));
    assertEquals(Verdict.NOT_A_DATABASE, verdict(folder, Role.READER));
    Path empty = Files.createFile(folder.resolve("empty.db"));
    assertEquals(Verdict.EMPTY, verdict(empty, Role.READER));
    Path text = Files.writeString(folder.resolve("text.db"), "no database at all");
    assertEquals(Verdict.NOT_A_DATABASE, verdict(text, Role.READER));
    Path foreign = folder.resolve("foreign.db");
    try (var connection = Connections.builder(foreign);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (a)");
    }
    assertEquals(Verdict.NOT_A_DATABASE, verdict(foreign, Role.READER));
    Path cut = Databases.create(folder.resolve("cut.db"));
    try (var channel = FileChannel.open(cut, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }
    assertEquals(Verdict.CORRUPT, verdict(cut, Role.READER));
  }

  @Test
  void aLogThatACrashLeftIsLookedAtWithoutATrace() throws Exception {
    Path live = Databases.create(folder.resolve("live.db"));
    Path left = Files.createDirectory(folder.resolve("left")).resolve("index-code.db");
    try (var connection = Connections.builder(live);
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = wal");
      statement.execute("PRAGMA user_version = 9");
      Files.copy(live, left);
      Files.copy(folder.resolve("live.db-wal"), folder.resolve("left/index-code.db-wal"));
    }
    Map<String, byte[]> before = contents(left.getParent());
    assertEquals(Verdict.TOO_NEW, verdict(left, Role.READER), "the version is in the log alone");
    assertEquals(before.keySet(), contents(left.getParent()).keySet());
  }

  @Test
  void whatMayNotBeLookedAtIsNotCalledMissingOrCorrupt() throws Exception {
    Path loop = folder.resolve("loop.db");
    Files.createSymbolicLink(loop, loop);
    var refusal = assertThrows(StoreUnavailableException.class, () -> verdict(loop, Role.READER));
    assertEquals(ErrorCode.UNREADABLE, refusal.code());
  }

  @Test
  void nothingIsMissingMoreThanWhatWouldLieInAFile() throws IOException {
    Path taken = Files.writeString(folder.resolve("taken"), "no folder");
    assertEquals(Verdict.MISSING, verdict(taken.resolve("a.db"), Role.READER));
    assertEquals(Verdict.MISSING, verdict(taken.resolve("index-sqlite/a.db"), Role.READER));
  }

  @Test
  void theRemedyNamesTheRootAndWhereToStart() throws IOException {
    var layout = new IndexLayout(folder.resolve("r"));
    Path file = layout.sqlite(Mode.PROSE);
    assertEquals(
        "sluice index SOURCE_DIR --root " + layout.root() + " --mode prose",
        SqliteGate.rebuildCommand(file));
    Files.createDirectories(layout.artifacts(Mode.PROSE));
    assertEquals(
        "sluice build --root " + layout.root() + " --mode prose", SqliteGate.rebuildCommand(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/zero", "/dev/null"})
  void aDeviceIsNoDatabaseAndIsNotReadToItsEnd(String device) {
    assumeTrue(Files.exists(Path.of(device)), "this platform has no " + device);
    assertEquals(Verdict.NOT_A_DATABASE, verdict(Path.of(device), Role.READER));
  }

  @Test
  void aMissingFileIsNotCreated() {
    Path none = folder.resolve("none.db");
    verdict(none, Role.WRITER);
    assertFalse(Files.exists(none));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a?user_version=99",
        "a#b",
        "a%41",
        "a b",
        "a\nb",
        ":resource:a",
        "a&mode=memory",
        "ä",
        "a;b"
      })
  void aNameIsOnlyAName(String name) throws SQLException, IOException {
    Path file = Databases.create(folder.resolve(name));
    assertEquals(Verdict.OK, verdict(file, Role.WRITER));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void theRefusalNamesFileFoundExpectedAndRemedy() throws SQLException {
    Path file = Databases.create(file(), "PRAGMA user_version = 9");
    var refusal =
        assertThrows(SchemaMismatchException.class, () -> SqliteGate.require(file, Role.READER));
    assertEquals(
        "SLUICE-011 schema too new: "
            + file
            + " has user_version 9, this Sluice reads 7\n"
            + "  cause:  the index was built by a newer program\n"
            + "  remedy: upgrade Sluice, or rebuild with: sluice build --mode code",
        refusal.explain());
  }

  @Test
  void theDatabasesOfPairOfCleatsPassAndNotAByteChanges() throws IOException {
    assumeTrue(Files.isDirectory(REAL), "the real index is not beside this checkout");
    try (Stream<Path> files = Files.list(REAL)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    Map<String, byte[]> before = contents(folder);
    for (String name : List.of("index-code.db", "index-prose.db")) {
      for (Role role : Role.values()) {
        assertEquals(Verdict.OK, verdict(folder.resolve(name), role));
      }
    }
    Map<String, byte[]> after = contents(folder);
    assertEquals(before.keySet(), after.keySet());
    before.forEach((name, bytes) -> assertArrayEquals(bytes, after.get(name), name));
  }

  private Path file() {
    return folder.resolve("index-code.db");
  }

  private static Verdict verdict(Path file, Role role) {
    return SqliteGate.check(file, role).verdict();
  }

  private static Map<String, byte[]> contents(Path folder) throws IOException {
    var contents = new TreeMap<String, byte[]>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return contents;
  }
}
