package dev.sluice.sqlite;

import dev.sluice.core.DurableFiles;
import dev.sluice.core.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A database that is about to be replaced: other processes cannot change it until this is closed,
 * and go on reading it. What a killed writer left beside it has become part of it, since SQLite
 * would apply a log or a journal that lies beside a file to whatever file is there.
 *
 * <p>This process must not open and close the file in any other way in the meantime: POSIX takes
 * all locks of a process on a file when it closes that file once.
 */
final class HeldDatabase implements AutoCloseable {
  private static final int ATTEMPTS = 10;
  private static final int MILLIS_BETWEEN = 50;
  private static final int COPY_ATTEMPTS = 100;

  private final Path file;
  private final Connection connection;
  private boolean singleFile;

  private HeldDatabase(Path file, Connection connection) throws SQLException {
    this.file = file;
    this.connection = connection;
    CatalogObserver.userVersion(connection); // Reading rolls back a journal and recovers a log.
    holdOn();
  }

  /**
   * Takes hold of a database.
   *
   * @throws SQLException also if another process is changing it
   */
  static HeldDatabase of(Path file) throws SQLException {
    Connection connection = Connections.writer(file);
    try {
      return new HeldDatabase(file, connection);
    } catch (SQLException | RuntimeException e) {
      Connections.closeAfter(connection, e);
      throw e;
    }
  }

  /** Whether something lies beside the file, or may come to, that belongs to it alone. */
  static boolean isNeeded(Path file) throws IOException {
    return Files.exists(file)
        && (Files.exists(Connections.sibling(file, Connections.LOG))
            || Files.exists(Connections.sibling(file, Connections.JOURNAL))
            || Connections.isInWalMode(file));
  }

  private void holdOn() throws SQLException {
    singleFile = toSingleFile(connection);
    Connections.execute(connection, "BEGIN IMMEDIATE");
  }

  /**
   * Makes the log part of the file and leaves WAL mode, unless another process has the file open:
   * then the log stays what it is.
   *
   * @return whether the database is one file now
   */
  private static boolean toSingleFile(Connection connection) throws SQLException {
    for (int attempt = 0; attempt < ATTEMPTS && JournalMode.isWal(connection); attempt++) {
      try {
        if (attempt > 0) {
          Thread.sleep(MILLIS_BETWEEN);
        }
        JournalMode.toRollback(connection);
      } catch (SQLException e) {
        if (StoreFailure.kind(e) != ErrorCode.BUSY) {
          throw e;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return !JournalMode.isWal(connection);
  }

  /** For reading what is held. */
  Connection connection() {
    return connection;
  }

  /**
   * Puts a finished, synced database in the place of this one. Where readers have this one open in
   * WAL mode, they share a log and its index with whoever opens the name next, so the name must
   * stay with the file they have open: then the pages of the new database are written into this one
   * in one transaction, and the file stays in WAL mode.
   *
   * @return whether the new file has the name now; else it is not needed any more
   */
  boolean replaceWith(Path finished) throws SQLException, IOException {
    if (!singleFile) {
      Connections.execute(connection, "ROLLBACK"); // The log cannot be closed, nor pages written.
      singleFile = toSingleFile(connection);
      if (!singleFile) {
        overwriteWith(finished);
        return false;
      }
      Connections.execute(connection, "BEGIN IMMEDIATE");
    }
    DurableFiles.replace(finished, file, true);
    return true;
  }

  private void overwriteWith(Path finished) throws SQLException, IOException {
    try (Connection pages = Connections.reader(finished)) {
      copy(pages, file);
    }
    Connections.execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
  }

  private static void copy(Connection from, Path to) throws SQLException {
    int code =
        from.unwrap(SQLiteConnection.class)
            .getDatabase()
            .backup(
                "main",
                to.toAbsolutePath().toString(),
                (remaining, pages) -> {},
                MILLIS_BETWEEN,
                COPY_ATTEMPTS,
                -1);
    if (code != SQLiteErrorCode.SQLITE_OK.code) {
      throw new SQLiteException(
          "copying pages into " + to + " failed: " + SQLiteErrorCode.getErrorCode(code),
          SQLiteErrorCode.getErrorCode(code));
    }
  }

  /**
   * Keeps the database as it is under a name that nothing has: {@code <file>.bak}, {@code
   * <file>.bak-2} and so on.
   *
   * @param spare where a copy may be made that becomes the backup
   * @return the backup
   */
  Path keepBackup(Path spare) throws SQLException, IOException {
    Path kept = singleFile ? file : spare;
    if (!singleFile) {
      try (Connection pages = Connections.reader(file)) {
        copy(pages, spare);
      }
      try (Connection copy = Connections.writer(spare)) {
        toSingleFile(copy);
      }
      DurableFiles.sync(spare);
    }
    return DurableFiles.keepBackup(kept, file);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
