package dev.sluice.sqlite;

import dev.sluice.schema.DeclaredSchema;
import dev.sluice.sqlite.dao.PostingsDao;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.sqlite.SQLiteJDBCLoader;

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

  /**
   * Loads SQLite, its driver and the declared schema, so that the first database opens sooner.
   *
   * @param reading whether DAOs are wanted too, and with them JDBI
   */
  public static void load(boolean reading) {
    DeclaredSchema.catalog();
    loadLibrary();
    try (Connection connection = MemoryDatabase.open()) {
      DeclaredText.unchangedTables(connection); // Reads the statements that the gate will compare.
      if (reading) {
        Jdbi jdbi = Jdbi.create(connection).installPlugin(new SqlObjectPlugin());
        try (Handle handle = jdbi.open()) {
          handle.attach(PostingsDao.class);
        }
      }
    } catch (SQLException e) {
      throw StoreFailure.of(Path.of(":memory:"), e);
    }
  }

  /** By itself, because of all who open a database the first alone is told why it cannot be. */
  private static void loadLibrary() {
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception e) {
      throw new IllegalStateException("SQLite cannot be loaded", e);
    }
  }

  /** The version of JDBI. */
  public static String jdbiVersion() {
    return Jdbi.class.getPackage().getImplementationVersion();
  }
}
