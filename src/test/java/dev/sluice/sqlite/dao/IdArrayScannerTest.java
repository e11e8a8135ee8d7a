package dev.sluice.sqlite.dao;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.core.CorruptStoreException;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdArrayScannerTest {

  private static int[] read(String values) throws SQLException {
    var scanner = new IdArrayScanner();
    try (var connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery("SELECT json_group_array(column1) FROM (" + values + ")")) {
      scanner.scan(rows);
    }
    return scanner.result();
  }

  @Test
  void allIntegersComeBackAndAscend() throws SQLException {
    assertArrayEquals(
        new int[] {Integer.MIN_VALUE, -3, 0, 7, 10, 2147483647},
        read("VALUES (7), (-3), (2147483647), (0), (10), (-2147483648)"));
  }

  @Test
  void ofNoRowsThereAreNoIds() throws SQLException {
    assertArrayEquals(new int[0], read("SELECT 1 AS column1 WHERE 0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'text'", "1.5", "NULL", "'1,2'", "1e300"})
  void whatIsNoIntegerIsDamage(String value) {
    assertThrows(CorruptStoreException.class, () -> read("VALUES (1), (" + value + ")"));
  }
}
