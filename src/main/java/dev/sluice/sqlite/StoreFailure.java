package dev.sluice.sqlite;

import dev.sluice.core.CorruptStoreException;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.SluiceException;
import dev.sluice.core.StoreUnavailableException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Turns what SQLite reports into what a caller can do about it. */
final class StoreFailure {
  private StoreFailure() {}

  /** Something done to a database. */
  interface Work<T> {
    T run() throws SQLException;
  }

  /** Does it, and turns what SQLite reports into what a caller can do about it. */
  static <T> T guarded(Path file, Work<T> work) {
    try {
      return work.run();
    } catch (SQLException e) {
      throw of(file, e);
    } catch (JdbiException e) {
      throw of(file, e);
    }
  }

  /**
   * The kind of a failure, or {@link ErrorCode#FAILED} where SQLite blames neither file nor lock.
   */
  static ErrorCode kind(SQLException failure) {
    // The low byte of an extended result code is the primary one.
    SQLiteErrorCode code =
        failure instanceof SQLiteException sqlite
            ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xFF)
            : SQLiteErrorCode.UNKNOWN_ERROR;
    return switch (code) {
      case SQLITE_BUSY, SQLITE_LOCKED -> ErrorCode.BUSY;
      case SQLITE_NOTADB -> ErrorCode.NOT_A_DATABASE;
      case SQLITE_CORRUPT, SQLITE_TOOBIG -> ErrorCode.CORRUPT;
      case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_READONLY -> ErrorCode.UNREADABLE;
      // A statement that fits the catalog fails like this when pages do not hold what they should.
      case SQLITE_ERROR -> isDamage(failure.getMessage()) ? ErrorCode.CORRUPT : ErrorCode.FAILED;
      default -> ErrorCode.FAILED;
    };
  }

  private static boolean isDamage(String message) {
    return message.contains("file format") || message.contains("malformed");
  }

  /** Whether a journal has to be rolled back first, which a reader cannot do. */
  static boolean isUnfinishedChange(SQLException failure) {
    return failure instanceof SQLiteException sqlite
        && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_READONLY_ROLLBACK;
  }

  static SluiceException of(Path file, SQLException failure) {
    String detail = file + ": " + failure.getMessage();
    if (!(failure instanceof SQLiteException) && failure.getCause() != null) {
      return notLoaded(failure);
    }
    String rebuild = SqliteGate.rebuildCommand(file);
    ErrorCode kind = kind(failure);
    return switch (kind) {
      case BUSY ->
          new StoreUnavailableException(
              kind,
              file + " is locked",
              "another process is changing it",
              "try again when that process is done",
              failure);
      case NOT_A_DATABASE, CORRUPT ->
          new CorruptStoreException(
              kind,
              detail,
              "the file was cut short or overwritten",
              "rebuild with: " + rebuild,
              failure);
      case UNREADABLE -> unreadable(file, failure);
      default ->
          new SluiceException(
              kind,
              detail,
              "the disk or the memory failed, not necessarily the file",
              "try again; if it fails the same way, rebuild with: " + rebuild,
              failure);
    };
  }

  /** The driver unpacks its library into the temporary folder before the first connection. */
  private static SluiceException notLoaded(SQLException failure) {
    return new SluiceException(
        ErrorCode.FAILED,
        "SQLite cannot be loaded: " + failure.getCause().getMessage(),
        System.getProperty("java.io.tmpdir") + " has no room or may not hold programs",
        "make room there, or name another folder: SLUICE_JAVA_OPTS=-Djava.io.tmpdir=D sluice ...",
        failure);
  }

  /** JDBI wraps what the driver reports; what it has to say itself is a mistake of this program. */
  static SluiceException of(Path file, JdbiException failure) {
    if (failure.getCause() instanceof SQLException cause) {
      return of(file, cause);
    }
    return new SluiceException(
        ErrorCode.FAILED, file + ": " + failure.getMessage(), "", "report this failure", failure);
  }

  static SluiceException unreadable(Path file, Exception failure) {
    return new StoreUnavailableException(
        ErrorCode.UNREADABLE,
        file + " cannot be read: " + failure.getMessage(),
        "this user may not read the file or its folder",
        "check the path and the permissions of the file and of its folder",
        failure);
  }
}
