package dev.sluice.sqlite;

import dev.sluice.core.Mode;
import dev.sluice.sqlite.ann.VectorTable;
import dev.sluice.sqlite.dao.TokenStatsDao;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * The one connection to a database that is filled, with its statements; see {@link NewDatabase}.
 */
final class RowInserts implements AutoCloseable {
  private final Connection connection;
  private final Mode mode;
  private final IndexInserts inserts;

  private RowInserts(Connection connection, Mode mode) throws SQLException {
    this.connection = connection;
    this.mode = mode;
    NewDatabase.withoutJournal(connection);
    if (isEmpty()) {
      NewDatabase.makeTables(connection);
    }
    inserts = new IndexInserts(connection, mode.id());
  }

  /**
   * Opens the file.
   *
   * @param file if it does not exist it is made, with the declared tables and the indexes of
   *     postings
   */
  static RowInserts open(Path file, Mode mode) throws SQLException {
    Connection connection = Connections.builder(file);
    try {
      return new RowInserts(connection, mode);
    } catch (SQLException | RuntimeException e) {
      Connections.closeAfter(connection, e);
      throw e;
    }
  }

  private boolean isEmpty() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet any = statement.executeQuery("SELECT 1 FROM sqlite_schema LIMIT 1")) {
      return !any.next();
    }
  }

  /** Takes rows. */
  IndexInserts inserts() {
    return inserts;
  }

  /** Where the trees of a kind of term begin. */
  TermTrees.Roots roots(TermKind kind) throws SQLException {
    return TermTrees.Roots.of(connection, kind);
  }

  /**
   * Adds what follows from the rows added before: the statistics, the vector table if it can be
   * made, the indexes there are not yet, and the version. Without JDBI, which would take 0.2 s to
   * start.
   */
  void complete(VectorTable vectorTable) throws SQLException {
    inserts.flush();
    try (PreparedStatement statement = connection.prepareStatement(TokenStatsDao.RECOMPUTE)) {
      statement.setString(1, mode.id());
      statement.executeUpdate();
    }
    vectorTable.fill(connection);
    NewDatabase.makeIndexesAndVersion(connection);
  }

  /** Writes what is left, and adds the number of rows of each table to those counted before. */
  void commit(Map<String, Long> counts) throws SQLException {
    inserts.flush().forEach((table, rows) -> counts.merge(table, rows, Long::sum));
    connection.commit();
  }

  /** Closes the file; what was not committed is lost. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
