package dev.sluice.sqlite;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;
import org.sqlite.SQLiteOpenMode;

/**
 * Opens database files so that a hostile one can do no harm: only the file named, never created by
 * a reader, no SQL of the file's own schema trusted, no other file attached, no code loaded.
 */
final class Connections {
  /**
   * The longest value or statement. Real rows stay under 1 MB; a cell that claims more is damage.
   */
  private static final int MAX_LENGTH = 256 << 20;

  private static final int BUSY_TIMEOUT_MILLIS = 5_000;

  private static final Map<String, String> HARDENED =
      Map.of("trusted_schema", "0", "cell_size_check", "1");

  private static final int WRITE_VERSION_OFFSET = 18;
  private static final int WAL = 2;

  static final String LOG = "-wal";
  static final String SHARED_MEMORY = "-shm";
  static final String JOURNAL = "-journal";

  private Connections() {}

  /**
   * For reading, next to other readers and a writer. Reading a database in WAL mode may create or
   * change its {@code -shm}, as SQLite's readers do; where the folder may not be written to, nobody
   * else can write either, and the file is read as it is.
   */
  static Connection reader(Path file) throws SQLException, IOException {
    boolean writableFolder = Files.isWritable(file.toAbsolutePath().getParent());
    return readOnly(file, writableFolder ? "mode=ro" : untouchingParameters(file));
  }

  /**
   * For a look that changes no byte of the file or anything beside it, and makes nothing there.
   * What is seen may already be history if another process writes at the same time.
   *
   * @throws SQLException if the file cannot be looked at without a change, see {@link
   *     #needsRecovery}
   */
  static Connection untouching(Path file) throws SQLException, IOException {
    return readOnly(file, untouchingParameters(file));
  }

  /**
   * For reading what stays where it is in a file that is still being filled, without a lock that
   * would keep the one who fills it waiting. In one transaction: what changes otherwise is not seen
   * in order.
   */
  static Connection besideBuilder(Path file) throws SQLException {
    return readOnly(file, "mode=ro&immutable=1");
  }

  /**
   * Whether a crash left a log that no {@code -shm} belongs to, so that SQLite has to make one
   * before it can read the database.
   */
  static boolean needsRecovery(Path file) throws IOException {
    Path log = sibling(file, LOG);
    return isInWalMode(file)
        && !Files.exists(sibling(file, SHARED_MEMORY))
        && Files.exists(log)
        && Files.size(log) > 0;
  }

  /** For building a new database that nobody else knows of yet. */
  static Connection builder(Path file) throws SQLException {
    return open(file, "mode=rwc", new SQLiteConfig());
  }

  /** For changing a database that exists; it is not judged yet, and the caller has it judged. */
  static Connection writer(Path file) throws SQLException {
    return open(file, "mode=rw", new SQLiteConfig());
  }

  /** Lets a connection read one more file, under a name for its SQL. */
  static void attachToRead(Connection connection, Path file, String name) throws SQLException {
    connection.unwrap(SQLiteConnection.class).setLimit(SQLiteLimits.SQLITE_LIMIT_ATTACHED, 1);
    try (PreparedStatement attach = connection.prepareStatement("ATTACH ? AS " + name)) {
      attach.setString(1, uri(file) + "?mode=ro");
      attach.execute();
    }
  }

  private static Connection readOnly(Path file, String parameters) throws SQLException {
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    Connection connection = open(file, parameters, config);
    try {
      set(connection, "query_only", "1");
      return connection;
    } catch (SQLException | RuntimeException e) {
      closeAfter(connection, e);
      throw e;
    }
  }

  private static Connection open(Path file, String parameters, SQLiteConfig config)
      throws SQLException {
    config.setOpenMode(SQLiteOpenMode.OPEN_URI);
    config.enableLoadExtension(false);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.setGetGeneratedKeys(false);
    Connection connection = config.createConnection("jdbc:sqlite:" + uri(file) + "?" + parameters);
    try {
      var sqlite = connection.unwrap(SQLiteConnection.class);
      sqlite.setLimit(SQLiteLimits.SQLITE_LIMIT_ATTACHED, 0);
      sqlite.setLimit(SQLiteLimits.SQLITE_LIMIT_LENGTH, MAX_LENGTH);
      for (var setting : HARDENED.entrySet()) {
        set(connection, setting.getKey(), setting.getValue());
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      closeAfter(connection, e);
      throw e;
    }
  }

  /**
   * Sets a pragma and reads it back, because SQLite ignores pragmas it does not know without a
   * word.
   */
  static void set(Connection connection, String pragma, String value) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA " + pragma + "=" + value);
      String found = "unknown";
      if (statement.execute("PRAGMA " + pragma)) {
        try (ResultSet rows = statement.getResultSet()) {
          found = rows.next() ? rows.getString(1) : found;
        }
      }
      if (!value.equalsIgnoreCase(found)) {
        throw new SQLException("pragma " + pragma + " was set to " + value + " and is " + found);
      }
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Runs a statement that changes rows; returns how many. A statement that is not prepared would
   * count what a virtual table changes elsewhere too.
   */
  static long update(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      return statement.executeUpdate();
    }
  }

  /** The one number that a query gives. */
  static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * The file as a URI with every byte but letters, digits and {@code /._-} escaped, so that nothing
   * in its name is taken for a parameter, a pragma or a scheme by the driver or by SQLite.
   */
  private static String uri(Path file) {
    var uri = new StringBuilder("file://");
    for (byte b : file.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "/._-".indexOf(c) >= 0);
      if (plain) {
        uri.append(c);
      } else {
        uri.append('%')
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 0xF, 16));
      }
    }
    return uri.toString();
  }

  /**
   * A database in WAL mode cannot be opened without an {@code -shm}. If there is one, it can be
   * read without writing to it; if there is none, nobody has the file open and it can be read as it
   * is.
   */
  private static String untouchingParameters(Path file) throws IOException {
    if (!isInWalMode(file)) {
      return "mode=ro";
    }
    return Files.exists(sibling(file, SHARED_MEMORY))
        ? "mode=ro&readonly_shm=1"
        : "mode=ro&immutable=1";
  }

  static boolean isInWalMode(Path file) throws IOException {
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      if (in.length() <= WRITE_VERSION_OFFSET) {
        return false;
      }
      in.seek(WRITE_VERSION_OFFSET);
      return in.read() == WAL;
    }
  }

  static Path sibling(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  /** Closes a connection that a failure made useless; what goes wrong then is attached to it. */
  static void closeAfter(Connection connection, Exception failure) {
    try {
      connection.close();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }
}
