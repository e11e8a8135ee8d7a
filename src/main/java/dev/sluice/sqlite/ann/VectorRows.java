package dev.sluice.sqlite.ann;

import dev.sluice.core.DenseMeta;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The rows of a vector table, to be changed along with dense_vectors: whoever inserts or deletes a
 * row there does the same here, in the same transaction. Used by one thread.
 */
public final class VectorRows implements AutoCloseable {
  private final Connection connection;
  private final VectorExtension extension;
  private final PreparedStatement insert;
  private final PreparedStatement delete;

  private VectorRows(Connection connection, VectorTableName name, VectorExtension extension)
      throws SQLException {
    this.connection = connection;
    this.extension = extension;
    this.insert = connection.prepareStatement(name.insert());
    this.delete = connection.prepareStatement(name.delete());
  }

  /**
   * Finds the table or makes and fills it.
   *
   * @return empty if it is to be made, and there are no vectors or they differ in length
   */
  static Optional<VectorRows> open(
      Connection connection, VectorTableName name, VectorExtension extension, boolean create)
      throws SQLException {
    if (!create) {
      return Optional.of(new VectorRows(connection, name, extension));
    }
    Optional<Integer> dims = dims(connection);
    if (dims.isEmpty()) {
      return Optional.empty();
    }
    ExtensionLoader.execute(connection, extension.create(name.table(), name.column(), dims.get()));
    var rows = new VectorRows(connection, name, extension);
    rows.fill();
    return Optional.of(rows);
  }

  private static Optional<Integer> dims(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT MIN(dims), MAX(dims), COUNT(*) FROM dense_meta")) {
      row.next();
      boolean one = row.getInt(3) > 0 && row.getInt(1) == row.getInt(2) && row.getInt(1) > 0;
      return one ? Optional.of(row.getInt(1)) : Optional.empty();
    }
  }

  private void fill() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT doc_id, vector, length(vector), scale"
                    + " FROM dense_vectors JOIN dense_meta USING (mode) ORDER BY doc_id")) {
      while (rows.next()) {
        insert(
            rows.getLong(1),
            rows.getBytes(2),
            new DenseMeta(rows.getInt(3), rows.getDouble(4), null));
      }
    }
  }

  /**
   * Inserts the vector of a chunk that has none here.
   *
   * @param stored as in dense_vectors
   * @param meta how it was made
   */
  public void insert(long docId, byte[] stored, DenseMeta meta) throws SQLException {
    insert.setLong(1, docId);
    insert.setObject(2, extension.encode(meta.decode(stored)));
    insert.executeUpdate();
  }

  /** Deletes the vector of a chunk, if there is one. */
  public void delete(long docId) throws SQLException {
    delete.setLong(1, docId);
    delete.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    try (insert) {
      delete.close();
    }
  }
}
