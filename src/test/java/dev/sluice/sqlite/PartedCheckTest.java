package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.Mode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartedCheckTest {
  @TempDir Path temp;
  private Path file;

  @BeforeEach
  void write() {
    file = temp.resolve("index-code.db");
    SmallIndex.write(file, Mode.CODE, 300);
  }

  @ParameterizedTest
  @ValueSource(strings = {"quick_check", "integrity_check"})
  void aSoundDatabasePasses(String pragma) throws Exception {
    assertTrue(passes(pragma));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          quick_check     | UPDATE chunks_fts_content SET c7 = 'words nobody indexed' WHERE id = 7
          integrity_check | UPDATE sqlite_schema SET sql = replace(sql, '(mode, token_id)', '(token_id, mode)') WHERE name = 'idx_token_postings_token'
          quick_check     | UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'phrase_postings') WHERE name = 'chargram_postings'
          quick_check     | DELETE FROM sqlite_schema WHERE name = 'idx_token_postings_token'
          """)
  void whatIsDamagedDoesNot(String pragma, String change) throws Exception {
    execute("PRAGMA writable_schema = ON; " + change);
    assertFalse(passes(pragma));
  }

  /** What the whole check finds, the parts must find, wherever a page is damaged. */
  @Test
  void theVerdictIsThatOfTheCheckInOnePiece() throws Exception {
    byte[] sound = Files.readAllBytes(file);
    int damaged = 0;
    long pages = file.toFile().length() / PageAppender.PAGE_SIZE;
    for (long page = 1; page < pages; page++) {
      Files.write(file, sound);
      overwriteHeaderOf(page);
      boolean passesWhole = wholeCheckPasses();
      assertEquals(passesWhole, passes("quick_check"), "page " + (page + 1));
      damaged += passesWhole ? 0 : 1;
    }
    assertTrue(damaged > pages / 2, damaged + " of " + pages);
  }

  /** Pages in no table are looked at by the whole check alone. */
  @Test
  void aDatabaseWithFreePagesIsLeftToTheCheckInOnePiece() throws Exception {
    execute("DROP INDEX idx_token_postings_token");
    assertFalse(passes("quick_check"));
    assertTrue(wholeCheckPasses());
  }

  private void overwriteHeaderOf(long page) throws IOException {
    try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(page * PageAppender.PAGE_SIZE + 1);
      raw.write(new byte[] {0, 9, 0, 9, 0, 9});
    }
  }

  private boolean passes(String pragma) throws Exception {
    try (Connection connection = Connections.untouching(file)) {
      return PartedCheck.passes(file, connection, pragma);
    }
  }

  private boolean wholeCheckPasses() throws Exception {
    try (Connection connection = Connections.untouching(file);
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("PRAGMA quick_check")) {
      return row.next() && row.getString(1).equals("ok");
    } catch (SQLException e) {
      return false;
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
