package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.Mode;
import dev.sluice.schema.CatalogLock;
import dev.sluice.schema.DeclaredSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredTextTest {
  @TempDir Path folder;

  @Test
  void whatTheWriterMakesIsOfTheDeclaredStatements() throws SQLException, IOException {
    Path file = file();
    try (var writer = SqliteIndexWriter.create(file, Mode.CODE)) {
      writer.finish();
    }
    assertTrue(isAllOf(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ANALYZE", "PRAGMA user_version = 6", "DELETE FROM chunks"})
  void whatChangesNoDeclarationLeavesItSo(String change) throws SQLException, IOException {
    Path file = Databases.create(file(), change);
    assertTrue(isAllOf(file));
    try (var connection = Connections.reader(file)) {
      assertEquals(
          DeclaredSchema.fingerprint(),
          new CatalogLock(0, CatalogObserver.observe(connection)).fingerprint());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE doc_lengths",
        "DROP INDEX idx_chunks_file",
        "CREATE TABLE other (a)",
        "CREATE TABLE \"chunks_fts_data2\" (a)",
        "CREATE INDEX other ON chunks (name)",
        "CREATE VIEW other AS SELECT 1",
        "CREATE TRIGGER other AFTER DELETE ON chunks BEGIN SELECT 1; END",
        "ALTER TABLE chunks ADD COLUMN other TEXT",
        "ALTER TABLE chunks RENAME COLUMN name TO label"
      })
  void anyOtherDeclarationIsSeen(String change) throws SQLException, IOException {
    assertFalse(isAllOf(Databases.create(file(), change)));
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
    assertFalse(isAllOf(file));
  }

  private Path file() {
    return folder.resolve("index-code.db");
  }

  private static boolean isAllOf(Path file) throws SQLException, IOException {
    try (var connection = Connections.reader(file)) {
      return DeclaredText.isAllOf(connection);
    }
  }
}
