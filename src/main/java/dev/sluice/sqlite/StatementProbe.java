package dev.sluice.sqlite;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.review.StatementUses;
import dev.sluice.sqlite.dao.DaoStatements;
import dev.sluice.sqlite.dao.DaoStatements.DaoStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Asks SQLite what the DAO statements touch: each is prepared and explained, then something is
 * renamed or dropped, and each is prepared and explained again. A statement that now fails, names
 * its result otherwise or follows another plan touches what changed. Nothing is looked for in the
 * text of a statement, so aliases, joins and {@code *} are seen through.
 */
final class StatementProbe implements StatementUses {
  private static final String ELSEWHERE = "sluice_renamed";
  private static final String FAILS = "fails: ";

  private final Connection connection;
  private final List<DaoStatement> statements = DaoStatements.all();
  private final List<String> answers;

  private StatementProbe(Connection connection) {
    this.connection = connection;
    this.answers = answers();
  }

  static StatementProbe over(List<Catalog> catalogs) throws SQLException {
    Connection connection = MemoryDatabase.open();
    try {
      ScratchSchema.create(connection, catalogs);
      connection.setAutoCommit(false);
      return new StatementProbe(connection);
    } catch (SQLException | RuntimeException e) {
      Connections.closeAfter(connection, e);
      throw e;
    }
  }

  @Override
  public List<Use> ofTable(String table) {
    return exists("table", table)
        ? changedBy("ALTER TABLE " + ScratchSchema.quoted(table) + " RENAME TO " + ELSEWHERE)
        : List.of();
  }

  @Override
  public List<Use> ofColumn(String table, String column) {
    return hasColumn(table, column)
        ? changedBy(
            "ALTER TABLE "
                + ScratchSchema.quoted(table)
                + " RENAME COLUMN "
                + ScratchSchema.quoted(column)
                + " TO "
                + ELSEWHERE)
        : List.of();
  }

  @Override
  public List<Use> ofIndex(String index) {
    return exists("index", index)
        ? changedBy("DROP INDEX " + ScratchSchema.quoted(index))
        : List.of();
  }

  @Override
  public List<String> unknown() {
    return IntStream.range(0, answers.size())
        .filter(i -> answers.get(i).startsWith(FAILS))
        .mapToObj(i -> statements.get(i).method() + " " + answers.get(i))
        .toList();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw SqliteSchemaEngine.failed(e);
    }
  }

  private List<Use> changedBy(String ddl) {
    try {
      Connections.execute(connection, ddl);
      List<String> now = answers();
      connection.rollback();
      return IntStream.range(0, answers.size())
          .filter(i -> !now.get(i).equals(answers.get(i)))
          .mapToObj(statements::get)
          .map(statement -> new Use(statement.method(), statement.reads()))
          .toList();
    } catch (SQLException e) {
      throw SqliteSchemaEngine.failed(e);
    }
  }

  private boolean exists(String type, String name) {
    return found(
        "SELECT 1 FROM sqlite_schema WHERE type = ? AND name = ? COLLATE NOCASE", type, name);
  }

  private boolean hasColumn(String table, String column) {
    return found("SELECT 1 FROM pragma_table_info(?) WHERE name = ? COLLATE NOCASE", table, column);
  }

  private boolean found(String sql, String first, String second) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, first);
      statement.setString(2, second);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    } catch (SQLException e) {
      throw SqliteSchemaEngine.failed(e);
    }
  }

  /** What SQLite says of each statement. */
  private List<String> answers() {
    return statements.stream().map(this::answer).toList();
  }

  private String answer(DaoStatement statement) {
    try {
      return (statement.reads() ? results(statement.sql()) : "") + plan(statement.sql());
    } catch (SQLException e) {
      // The answer itself: the statement does not go with this schema.
      return FAILS + e.getMessage();
    }
  }

  private String results(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      ResultSetMetaData columns = statement.getMetaData();
      var names = new ArrayList<String>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        names.add(columns.getColumnName(i));
      }
      return names.toString();
    }
  }

  private String plan(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("EXPLAIN QUERY PLAN " + sql);
        ResultSet rows = statement.executeQuery()) {
      var steps = new ArrayList<String>();
      while (rows.next()) {
        steps.add(rows.getString("detail"));
      }
      return steps.toString();
    }
  }
}
