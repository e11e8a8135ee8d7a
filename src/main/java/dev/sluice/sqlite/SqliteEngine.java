package dev.sluice.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Jdbi;

/** The libraries databases are read and written with. */
public final class SqliteEngine {
  private SqliteEngine() {}

  /** The version of SQLite, or why it cannot be told. */
  public static String version() {
    try (Connection connection = MemoryDatabase.open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT sqlite_version()")) {
      row.next();
      return row.getString(1) + " (driver " + connection.getMetaData().getDriverVersion() + ")";
    } catch (SQLException | LinkageError e) {
      return "none: " + e;
    }
  }

  /** The version of JDBI. */
  public static String jdbiVersion() {
    return Jdbi.class.getPackage().getImplementationVersion();
  }
}
