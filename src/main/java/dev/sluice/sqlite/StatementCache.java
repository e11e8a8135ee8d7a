package dev.sluice.sqlite;

import dev.sluice.core.Observers;
import dev.sluice.sqlite.dao.StatementSource;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Keeps the prepared statements of one connection by their SQL, the least recently used ones going
 * first when there are too many. A statement in use is out of the cache, so the same SQL may run
 * inside itself. Used by one thread at a time, like its connection.
 */
final class StatementCache implements StatementBuilder, StatementSource {
  /** More than all DAO methods times the ladder's steps, so that in practice nothing goes. */
  private static final int CAPACITY = 256;

  private final LinkedHashMap<String, PreparedStatement> idle =
      new LinkedHashMap<>(64, 0.75f, true);
  private long prepared;
  private long reused;

  /** How many statements were prepared so far. */
  long prepared() {
    return prepared;
  }

  /** How many times a prepared statement served again. */
  long reused() {
    return reused;
  }

  @Override
  public Statement create(Connection connection, StatementContext context) throws SQLException {
    return connection.createStatement();
  }

  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context)
      throws SQLException {
    return take(connection, sql);
  }

  @Override
  public PreparedStatement take(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = idle.remove(sql);
    Observers.current().statement(statement != null);
    if (statement != null) {
      reused++;
      return statement;
    }
    prepared++;
    return connection.prepareStatement(sql);
  }

  @Override
  public CallableStatement createCall(Connection connection, String sql, StatementContext context)
      throws SQLException {
    throw new SQLFeatureNotSupportedException("SQLite has no stored procedures");
  }

  @Override
  public void close(Connection connection, String sql, Statement statement) throws SQLException {
    if (statement instanceof PreparedStatement preparedStatement) {
      giveBack(sql, preparedStatement);
    } else {
      statement.close();
    }
  }

  /**
   * {@inheritDoc} Its parameters keep their values, which whoever takes it next binds anew: to
   * clear them makes SQLite plan the statement again, 6 microseconds of a call that takes 2.
   */
  @Override
  public void giveBack(String sql, PreparedStatement statement) throws SQLException {
    PreparedStatement other = idle.put(sql, statement);
    if (other != null) {
      other.close();
    }
    if (idle.size() > CAPACITY) {
      var eldest = idle.entrySet().iterator();
      PreparedStatement evicted = eldest.next().getValue();
      eldest.remove();
      evicted.close();
    }
  }

  @Override
  public void close(Connection connection) {
    // Closing the connection finalises its statements.
    idle.clear();
  }
}
