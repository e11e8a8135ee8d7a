package dev.sluice.sqlite;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The table {@code dense_vectors_ann} of a vector extension, which is derived from {@code
 * dense_vectors}.
 */
public interface VectorTableFill {

  /**
   * Makes the table in a new database and fills it, with exactly the doc ids of {@code
   * dense_vectors}. Called when {@code dense_vectors} and {@code dense_meta} hold what they will,
   * inside the transaction that fills the database.
   */
  void fill(Connection connection) throws SQLException;
}
