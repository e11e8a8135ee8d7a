package dev.sluice.sqlite.ann;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.StoreUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/** Asks the vector table of one connection. */
public final class NearestRows {
  /** What vec0 refuses to go beyond. */
  public static final int MAX_NEIGHBOURS = 4096;

  /**
   * Measured with sqlite-vec 0.1.9: naming candidates is faster than taking more rows and dropping
   * the others up to 4,000 of 12,516 vectors of 384, and up to 12,000 of 100,000 of 64.
   */
  public static final int MAX_CANDIDATES = 4_000;

  private final Connection connection;
  private final VectorTableName name;
  private final VectorExtension extension;
  private final boolean goesByCosine;

  NearestRows(
      Connection connection,
      VectorTableName name,
      VectorExtension extension,
      boolean goesByCosine) {
    this.connection = connection;
    this.name = name;
    this.extension = extension;
    this.goesByCosine = goesByCosine;
  }

  /**
   * Row ids, nearest first.
   *
   * @param bound as {@link dev.sluice.core.NearVectors#bound} of what is left out
   */
  public record Found(int[] docIds, double bound) {}

  /** Asks for the n rows nearest to a vector; among candidates if they are not null. */
  public Found find(float[] query, int n, int[] candidates) throws SQLException {
    String sql = extension.nearest(name.table(), name.column(), candidates != null);
    int[] docIds = new int[n];
    int found = 0;
    double last = 0;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, extension.encode(unit(query)));
      statement.setInt(2, n);
      if (candidates != null) {
        statement.setString(3, Arrays.toString(candidates));
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          docIds[found++] = rows.getInt(1);
          last = rows.getDouble(2);
        }
      }
    }
    double bound = goesByCosine ? 1 - last : Double.NaN;
    return new Found(Arrays.copyOf(docIds, found), found < n ? Double.NEGATIVE_INFINITY : bound);
  }

  /** The measures that go by length see the query among vectors that are of length 1. */
  private static float[] unit(float[] vector) {
    double squares = 0;
    for (float component : vector) {
      squares += (double) component * component;
    }
    double length = Math.sqrt(squares);
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] / length);
    }
    return unit;
  }

  /**
   * Compares the number of rows with that of dense_vectors, which is cheap; that they are the same
   * ids is what validation looks at.
   *
   * @throws StoreUnavailableException if they differ
   */
  public void requireInStep() throws SQLException {
    long vectors = count("dense_vectors");
    long rows = count(name.readable(connection));
    if (rows != vectors) {
      throw unusable(
          name.table() + " has " + rows + " rows and dense_vectors " + vectors + ": out of step");
    }
  }

  private long count(String table) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT COUNT(*) FROM \"" + table + "\"");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  static StoreUnavailableException unusable(String reason) {
    return new StoreUnavailableException(
        ErrorCode.MISSING,
        "the vector table: " + reason,
        "it was built without the extension, or changed by a program that does not keep it",
        "rebuild with: sluice build; or search with --ann exact");
  }
}
