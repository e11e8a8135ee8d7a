package dev.sluice.sqlite;

import dev.sluice.core.DenseMeta;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The rows of the table of a vector extension, to be changed along with dense_vectors in the same
 * transaction.
 */
public interface VectorUpdates {

  /** Deletes the vector of a chunk, if there is one. */
  void delete(long docId) throws SQLException;

  /**
   * Inserts the vector of a chunk that has none there.
   *
   * @param stored as in dense_vectors
   * @param meta how it was made
   */
  void insert(long docId, byte[] stored, DenseMeta meta) throws SQLException;

  /** Gets the rows of the table in a database ready for changes. */
  interface Source {
    /** For those who can load no extension. */
    Source NONE = connection -> Optional.empty();

    /** Empty if there is no such table, or it cannot be kept in step. */
    Optional<VectorUpdates> open(Connection connection) throws SQLException;
  }
}
