package dev.sluice.sqlite;

import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * The least a Java program can do for one answer: no library but the driver, no check of the file.
 */
public final class JdbcStart {
  private JdbcStart() {}

  /**
   * Prints how many chunks have a word.
   *
   * @param args the database and the word
   */
  public static void main(String[] args) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + args[0]);
        var select =
            connection.prepareStatement(
                "SELECT count(*) FROM token_vocab v JOIN token_postings p"
                    + " ON p.mode = v.mode AND p.token_id = v.token_id"
                    + " WHERE v.mode = 'code' AND v.token = ?")) {
      select.setString(1, args[1]);
      try (var rows = select.executeQuery()) {
        rows.next();
        System.out.println(rows.getInt(1));
      }
    }
  }
}
