package dev.sluice.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Inserts rows of one table, many per statement: several times the rate of one row per statement,
 * because each execution crosses into the engine once (docs/performance.md has the figures).
 *
 * <p>Values are added in the order of the columns, row after row. The mode, the first column of
 * most tables, is bound once for all rows.
 */
final class MultiRowInsert implements AutoCloseable {
  private final Connection connection;
  private final String head;
  private final String rowOfParameters;
  private final int columns;
  private final Object[] values;
  private PreparedStatement full;
  private final String mode;
  private int filled;
  private long rows;

  /**
   * @param columns those after {@code mode}
   * @param rowsPerStatement measured to matter little above 50
   */
  MultiRowInsert(
      Connection connection, String table, String mode, List<String> columns, int rowsPerStatement)
      throws SQLException {
    this.connection = connection;
    this.mode = mode;
    this.columns = columns.size();
    this.values = new Object[columns.size() * rowsPerStatement];
    this.head = "INSERT INTO " + table + " (mode, " + String.join(", ", columns) + ") VALUES ";
    this.rowOfParameters = "(?1" + ", ?".repeat(columns.size()) + ")";
  }

  private PreparedStatement prepare(int rowCount) throws SQLException {
    PreparedStatement statement =
        connection.prepareStatement(
            head + rowOfParameters + (", " + rowOfParameters).repeat(rowCount - 1));
    statement.setString(1, mode);
    return statement;
  }

  /** Adds the next value of the row; the last one of the last row executes the statement. */
  MultiRowInsert add(Object value) throws SQLException {
    values[filled++] = value;
    if (filled == values.length) {
      if (full == null) {
        full = prepare(filled / columns); // Not before there is use for it.
      }
      execute(full);
    }
    return this;
  }

  private void execute(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < filled; i++) {
      statement.setObject(i + 2, values[i]);
    }
    statement.executeUpdate();
    rows += filled / columns;
    filled = 0;
  }

  /** Inserts the rows added since the last full statement, and returns the number of all rows. */
  long flush() throws SQLException {
    if (filled % columns != 0) {
      throw new IllegalStateException("a row of " + head + " lacks values");
    }
    if (filled > 0) {
      try (PreparedStatement rest = prepare(filled / columns)) {
        execute(rest);
      }
    }
    return rows;
  }

  @Override
  public void close() throws SQLException {
    if (full != null) {
      full.close();
    }
  }
}
