package dev.sluice.sqlite.dao;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Where the methods of DAOs have their prepared statements from: a handle's statement builder that
 * is one, else {@link #UNCACHED}.
 */
public interface StatementSource {
  /** Prepares each one anew. */
  StatementSource UNCACHED =
      new StatementSource() {
        @Override
        public PreparedStatement take(Connection connection, String sql) throws SQLException {
          return connection.prepareStatement(sql);
        }

        @Override
        public void giveBack(String sql, PreparedStatement statement) throws SQLException {
          statement.close();
        }
      };

  /**
   * A statement that nobody else uses until it is {@link #giveBack given back}. All its parameters
   * are to be set.
   */
  PreparedStatement take(Connection connection, String sql) throws SQLException;

  /** Takes a statement back whose rows were read. */
  void giveBack(String sql, PreparedStatement statement) throws SQLException;
}
