package dev.sluice.sqlite.ann;

import dev.sluice.core.AnnConfig;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.sqlite.SQLiteConnection;

/**
 * Loads extensions, each once for a connection and a configuration. Loading is allowed to the
 * connection for that one call; what the extension may have changed of {@code trusted_schema} is
 * put back. Safe for use by many threads, a connection by one at a time.
 */
final class ExtensionLoader {
  private static final Map<Connection, Set<AnnConfig>> LOADED = new WeakHashMap<>();

  private ExtensionLoader() {}

  static boolean isLoaded(Connection connection, AnnConfig config) {
    synchronized (LOADED) {
      return LOADED.getOrDefault(connection, Set.of()).contains(config);
    }
  }

  /**
   * Loads the configured library into the connection.
   *
   * @throws SQLException as SQLite says why not; nothing is remembered of it
   */
  static void load(Connection connection, AnnConfig config) throws SQLException {
    String trusted = trustedSchema(connection);
    try {
      loadOnly(connection, config);
    } finally {
      if (!trustedSchema(connection).equals(trusted)) {
        execute(connection, "PRAGMA trusted_schema = " + trusted);
      }
    }
    synchronized (LOADED) {
      LOADED.computeIfAbsent(connection, c -> new HashSet<>()).add(config);
    }
  }

  private static void loadOnly(Connection connection, AnnConfig config) throws SQLException {
    var database = connection.unwrap(SQLiteConnection.class).getDatabase();
    try (PreparedStatement statement = connection.prepareStatement("SELECT load_extension(?)")) {
      statement.setString(1, config.library().toAbsolutePath().toString());
      database.enable_load_extension(true);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
      } finally {
        database.enable_load_extension(false);
      }
    }
  }

  private static String trustedSchema(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA trusted_schema")) {
      row.next();
      return row.getString(1);
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
