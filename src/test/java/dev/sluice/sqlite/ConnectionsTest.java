package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A connection for reading does nothing but read the file it was opened on. */
class ConnectionsTest {
  @TempDir Path folder;
  private Path file;
  private Connection connection;

  @BeforeEach
  void open() throws Exception {
    file = Databases.create(folder.resolve("index-code.db"));
    connection = Connections.reader(file);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @ParameterizedTest
  @CsvSource({"query_only, 1", "trusted_schema, 0", "cell_size_check, 1"})
  void isHardened(String pragma, String value) throws SQLException {
    assertEquals(value, ask("PRAGMA " + pragma));
  }

  @Test
  void refusesToWrite() {
    assertRefused("CREATE TABLE t (a)", "readonly");
    assertRefused("PRAGMA user_version = 8", "readonly");
  }

  @Test
  void refusesToAttach() {
    assertRefused("ATTACH DATABASE '" + folder.resolve("other.db") + "' AS other", "too many");
    assertFalse(Files.exists(folder.resolve("other.db")));
  }

  @Test
  void refusesToLoadCode() {
    assertRefused("SELECT load_extension('libc.so.6')", "not authorized");
  }

  @Test
  void refusesValuesLongerThanAnyRow() {
    assertRefused("SELECT length(zeroblob(2000000000))", "too big");
  }

  @Test
  void doesNotMakeAFileThatIsNotThere() {
    assertThrows(SQLException.class, () -> Connections.reader(folder.resolve("none.db")));
    assertFalse(Files.exists(folder.resolve("none.db")));
  }

  @Test
  void aSettingThatDoesNotHoldIsAnError() {
    var failure =
        assertThrows(SQLException.class, () -> Connections.set(connection, "no_such_pragma", "1"));
    assertTrue(failure.getMessage().contains("no_such_pragma"), failure.getMessage());
  }

  private void assertRefused(String sql, String reason) {
    var failure = assertThrows(SQLException.class, () -> ask(sql));
    assertTrue(failure.getMessage().contains(reason), failure.getMessage());
  }

  private String ask(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }
}
