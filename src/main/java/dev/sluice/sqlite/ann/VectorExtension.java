package dev.sluice.sqlite.ann;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What is asked of an extension of SQLite that keeps vectors. Names given to it are safe to stand
 * in a statement.
 */
public interface VectorExtension {

  /** Why no connection can load it; empty if one may try. */
  Optional<String> obstacle();

  /**
   * Makes the extension known to a connection; does nothing where it is known already.
   *
   * @throws dev.sluice.core.StoreUnavailableException if it cannot be loaded, with path and reason
   */
  void load(Connection connection) throws SQLException;

  /** The statement that makes a table of vectors by row id. */
  String create(String table, String column, int dims);

  /** Whether that statement of sqlite_schema makes a table of this extension. */
  boolean made(String createStatement);

  /** Whether a table's distance is 1 - the cosine similarity. */
  boolean goesByCosine(String createStatement);

  /**
   * The query for the nearest rows, as row id and distance, nearest first.
   *
   * @param amongCandidates whether only some row ids count
   * @return with the parameters query vector, number of rows and, among candidates, their row ids
   *     as a JSON array
   */
  String nearest(String table, String column, boolean amongCandidates);

  /** A vector as a parameter of a statement. */
  Object encode(float[] vector);
}
