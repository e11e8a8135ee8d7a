package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.Mode;
import dev.sluice.schema.DeclaredSchema;
import dev.sluice.schema.Judgement;
import dev.sluice.schema.Observation;
import dev.sluice.schema.Role;
import dev.sluice.schema.SchemaGate;
import dev.sluice.schema.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredTextTest {
  @TempDir Path folder;

  @Test
  void whatTheWriterMakesIsOfTheDeclaredStatements() throws SQLException, IOException {
    Path file = file();
    try (var writer = SqliteIndexWriter.create(file, Mode.CODE)) {
      writer.finish();
    }
    assertTrue(matches(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ANALYZE",
        "PRAGMA user_version = 6",
        "DELETE FROM chunks",
        "CREATE TABLE other (a)",
        "CREATE TABLE \"chunks_fts_data2\" (a)",
        "CREATE VIRTUAL TABLE other USING fts5(chunks)",
        "CREATE VIEW other AS SELECT 1"
      })
  void whatChangesNoDeclaredTableLeavesItSo(String change) throws SQLException, IOException {
    Path file = Databases.create(file(), change);
    assertTrue(matches(file));
    assertTrue(isJudgedTheSameByReport(file));
  }

  @Test
  void whatIsOnOtherTablesDoesNotMatter() throws SQLException, IOException {
    Path file =
        Databases.create(
            file(),
            "CREATE TABLE other (a)",
            "CREATE INDEX more ON other (a)",
            "CREATE TRIGGER watching AFTER DELETE ON other BEGIN SELECT 1; END");
    assertTrue(matches(file));
    assertTrue(isJudgedTheSameByReport(file));
  }

  @Test
  void spacesAndCommentsDoNotMatter() throws SQLException, IOException {
    Path file =
        Databases.create(
            file(),
            "PRAGMA writable_schema = 1",
            "UPDATE sqlite_schema SET sql = replace(replace(sql, ',', char(9) || ' ,/* a, b */ '),"
                + " ' TEXT', char(10) || '--TEXT' || char(10) || 'TEXT')");
    assertTrue(matches(file));
    assertTrue(isJudgedTheSameByReport(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE doc_lengths",
        "DROP INDEX idx_chunks_file",
        "CREATE INDEX other ON CHUNKS (name)",
        "CREATE TRIGGER other AFTER DELETE ON chunks BEGIN SELECT 1; END",
        "ALTER TABLE chunks ADD COLUMN other TEXT",
        "ALTER TABLE chunks RENAME COLUMN name TO label"
      })
  void anyOtherDeclarationIsSeen(String change) throws SQLException, IOException {
    Path file = Databases.create(file(), change);
    assertFalse(matches(file));
    assertTrue(isJudgedTheSameByReport(file));
  }

  /** SQLite takes what a row's text makes, whatever else the row says of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE sqlite_schema SET sql = replace(sql, 'tf INTEGER', 'tf REAL')",
        "UPDATE sqlite_schema SET sql = sql || ' STRICT' WHERE name = 'dense_meta'",
        "INSERT INTO sqlite_schema VALUES ('trigger', 'sqlite_other', 'chunks', 0,"
            + " 'CREATE TRIGGER sqlite_other AFTER DELETE ON chunks BEGIN SELECT 1; END')"
      })
  void whatWasWrittenIntoTheCatalogItselfIsSeen(String change) throws SQLException, IOException {
    Path file = Databases.create(file(), "PRAGMA writable_schema = 1", change);
    assertFalse(matches(file));
  }

  /** What the rows' names tell is so, because SQLite reads no file where it is not. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE sqlite_schema SET tbl_name = 'other' WHERE name = 'watching'",
        "UPDATE sqlite_schema SET tbl_name = 'other' WHERE name = 'extra'",
        "UPDATE sqlite_schema SET tbl_name = 'seen' WHERE name = 'other'",
        "UPDATE sqlite_schema SET name = 'seen', tbl_name = 'seen' WHERE name = 'other'"
      })
  void aRowWhoseNamesAreNotThoseOfItsTextIsRefused(String change) throws SQLException, IOException {
    Path file =
        Databases.create(
            file(),
            "CREATE TABLE other (a)",
            "CREATE INDEX extra ON chunks (name)",
            "CREATE TRIGGER watching AFTER DELETE ON chunks BEGIN SELECT 1; END",
            "PRAGMA writable_schema = 1",
            change);
    assertEquals(Verdict.CORRUPT, SqliteGate.check(file, Role.READER).verdict());
  }

  /** SQLite reads a row's texts to the first NUL. */
  @ParameterizedTest
  @CsvSource({
    "UPDATE sqlite_schema SET tbl_name = tbl_name || char(0) || 'x', FORBIDDEN_OBJECT",
    "UPDATE sqlite_schema SET sql = sql || char(0) || 'x', FORBIDDEN_OBJECT",
    "UPDATE sqlite_schema SET tbl_name = tbl_name || char(0) || 'x' WHERE type <> 'trigger',"
        + " FORBIDDEN_OBJECT",
    "DELETE FROM sqlite_schema WHERE type = 'trigger', OK"
  })
  void whatIsHiddenBehindANulIsSeen(String change, Verdict expected)
      throws SQLException, IOException {
    Path file =
        Databases.create(
            file(),
            "CREATE TRIGGER watching AFTER DELETE ON chunks BEGIN SELECT 1; END",
            "PRAGMA writable_schema = 1",
            "UPDATE sqlite_schema SET sql = sql || char(0) || 'x' WHERE type = 'table'",
            change);
    assertEquals(expected, SqliteGate.check(file, Role.WRITER).verdict());
  }

  /** SQLite reads the type of a row without regard to case, and to the first NUL. */
  @ParameterizedTest
  @ValueSource(strings = {"'TRIGGER'", "CAST('trigger' AS BLOB)", "'trigger' || char(0) || 'x'"})
  void aTriggerIsSeenHoweverItsRowSpellsThat(String type) throws SQLException, IOException {
    Path file =
        Databases.create(
            file(),
            "CREATE TRIGGER watching AFTER INSERT ON file_manifest BEGIN DELETE FROM chunks; END",
            "PRAGMA writable_schema = 1",
            "UPDATE sqlite_schema SET type = " + type + " WHERE type = 'trigger'");
    assertEquals(Verdict.FORBIDDEN_OBJECT, SqliteGate.check(file, Role.WRITER).verdict());
  }

  /** SQLite takes the first row, and ignores a second that says IF NOT EXISTS. */
  @ParameterizedTest
  @ValueSource(strings = {"type = 'TABLE'", "name = 'CHUNKS_FTS', tbl_name = 'CHUNKS_FTS'"})
  void aSecondRowForATableDoesNotSpeakForIt(String change) throws SQLException, IOException {
    Path file =
        Databases.create(
            file(),
            "PRAGMA writable_schema = 1",
            "INSERT INTO sqlite_schema SELECT type, name, tbl_name, 0,"
                + " replace(sql, 'VIRTUAL TABLE', 'VIRTUAL TABLE IF NOT EXISTS')"
                + " FROM sqlite_schema WHERE name = 'chunks_fts'",
            "UPDATE sqlite_schema SET sql = 'CREATE VIRTUAL TABLE chunks_fts USING fts5(x)', "
                + change
                + " WHERE name = 'chunks_fts' AND sql NOT LIKE '%IF NOT EXISTS%'");
    for (Role role : List.of(Role.WRITER, Role.FULL_TEXT_READER)) {
      assertFalse(SqliteGate.check(file, role).ok(), role.toString());
    }
  }

  /** U+212A is no k and U+017F no s to SQLite, as they are to {@code equalsIgnoreCase}. */
  @Test
  void namesAreTheSameWithoutRegardToAsciiCaseAlone() throws SQLException, IOException {
    Path file =
        Databases.create(
            file(),
            "DROP INDEX idx_chunks_file",
            "CREATE UNIQUE INDEX \"idx_chunk\u017f_file\" ON chunks (name)");
    assertFalse(SqliteGate.check(file, Role.WRITER).ok());
    Path harmless =
        Databases.create(
            folder.resolve("index-prose.db"), "CREATE VIEW \"CHUN\u212aS\" AS SELECT 1");
    assertTrue(SqliteGate.check(harmless, Role.WRITER).ok());
  }

  /** No report of SQLite tells these, and each changes what rows a table takes or finds. */
  @ParameterizedTest
  @CsvSource({
    "chunks, file TEXT, file TEXT COLLATE NOCASE, READER",
    "chunks, file TEXT, file TEXT COLLATE/**/\"rtrim\", READER",
    "chunks, file TEXT, file TEXT CHECK (file IS NULL), WRITER",
    "chunks, INTEGER PRIMARY KEY, INTEGER PRIMARY KEY DESC, READER",
    "chunks, chunk_id TEXT, chunk_id TEXT REFERENCES other, WRITER",
    "doc_lengths, 'PRIMARY KEY (mode,', 'PRIMARY KEY (mode COLLATE NOCASE,', READER",
    "doc_lengths, 'doc_id)', 'doc_id) ON CONFLICT IGNORE', WRITER",
    "doc_lengths, 'doc_id)', 'doc_id DESC)', WRITER"
  })
  void aClauseThatIsNotDeclaredIsSeen(String table, String declared, String other, Role role)
      throws SQLException, IOException {
    Path file =
        Databases.create(
            file(),
            "DROP INDEX idx_chunks_file",
            "DROP INDEX idx_chunks_file_id",
            "PRAGMA writable_schema = 1",
            "UPDATE sqlite_schema SET sql = replace(sql, '%s', '%s') WHERE name = '%s'"
                .formatted(declared, other, table));
    Judgement judgement = SqliteGate.check(file, role);
    assertEquals(Verdict.DIFFERENT_SHAPE, judgement.verdict());
    assertTrue(judgement.findings().get(0).startsWith(table + ": argument "), judgement::toString);
  }

  @Test
  void aWordInQuotesIsNoClause() {
    assertEquals(
        List.of(),
        StatementText.clauses("CREATE TABLE a (\"check\" TEXT DEFAULT 'COLLATE x' /* DESC */)"));
  }

  /** FTS5 gets its arguments as they stand, and knows no other space than one. */
  @ParameterizedTest
  @CsvSource({
    "mode UNINDEXED, mode  UNINDEXED, true",
    "mode UNINDEXED, mode'||char(9)||'UNINDEXED, false",
    "mode UNINDEXED, mode/**/UNINDEXED, false",
    "mode UNINDEXED, mode'||char(10)||'UNINDEXED, false",
    "tokenize =, tokenize'||char(9)||'=, false",
    "USING fts5, USING'||char(9)||'fts5/**/, true"
  })
  void theArgumentsOfFullTextAreReadAsFts5ReadsThem(String declared, String other, boolean isSame)
      throws SQLException, IOException {
    Path file =
        Databases.create(
            file(),
            "PRAGMA writable_schema = 1",
            "UPDATE sqlite_schema SET sql = replace(sql, '%s', '%s') WHERE name = 'chunks_fts'"
                .formatted(declared, other));
    assertEquals(isSame, SqliteGate.check(file, Role.FULL_TEXT_READER).ok());
    assertEquals(isSame, matchesFullText(file));
  }

  private static boolean matchesFullText(Path file) throws SQLException, IOException {
    try (var connection = Connections.reader(file);
        var statement = connection.createStatement()) {
      statement.executeQuery("SELECT mode FROM chunks_fts WHERE chunks_fts MATCH 'a'").close();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /** What FTS5 keeps there it replaces without a word where a constraint wants that. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE TRIGGER t AFTER INSERT ON chunks_fts_content BEGIN DELETE FROM chunks; END | SELECT 1",
        "CREATE UNIQUE INDEX other ON chunks_fts_content (c0) | SELECT 1",
        "CREATE INDEX other ON CHUNKS_FTS_DATA (block) | SELECT 1",
        "DROP TABLE chunks_fts_content | CREATE VIEW chunks_fts_content AS SELECT 1 AS id",
        "DROP TABLE chunks_fts_docsize | CREATE TABLE chunks_fts_docsize (id INTEGER PRIMARY KEY, sz BLOB UNIQUE)",
        "DROP TABLE chunks_fts_docsize | CREATE TABLE chunks_fts_docsize (id INTEGER PRIMARY KEY, sz BLOB CHECK (0))"
      })
  void whatIsAddedToThePartsOfFullTextIsSeen(String first, String then)
      throws SQLException, IOException {
    Path file = Databases.create(file(), first, then);
    assertFalse(SqliteGate.check(file, Role.WRITER).ok());
  }

  @Test
  void otherVirtualTablesDoNotMatter() throws SQLException, IOException {
    Path file =
        Databases.create(
            file(),
            "CREATE VIRTUAL TABLE other USING fts5(a)",
            "DROP INDEX idx_chunks_file",
            "PRAGMA writable_schema = 1",
            "INSERT INTO sqlite_schema VALUES ('table', 'x USING a(', 'x USING a(', 0,"
                + " 'CREATE VIRTUAL TABLE \"x USING a(\" USING \"fts5\"')");
    assertTrue(SqliteGate.check(file, Role.READER).ok());
  }

  private Path file() {
    return folder.resolve("index-code.db");
  }

  private static boolean isJudgedTheSameByReport(Path file) throws SQLException, IOException {
    try (var connection = Connections.reader(file)) {
      var catalog = CatalogObserver.observe(connection, DeclaredSchema.catalog());
      int version = CatalogObserver.userVersion(connection);
      return SchemaGate.judge(
              DeclaredSchema.lock(), new Observation.Opened(version, catalog), Role.WRITER)
          .equals(SqliteGate.check(file, Role.WRITER));
    }
  }

  private static boolean matches(Path file) throws SQLException, IOException {
    try (var connection = Connections.reader(file)) {
      return DeclaredText.unchangedTables(connection).size()
          == DeclaredSchema.catalog().tables().size();
    }
  }
}
