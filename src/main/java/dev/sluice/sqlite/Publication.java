package dev.sluice.sqlite;

import dev.sluice.core.DurableFiles;
import dev.sluice.core.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Puts a finished database in its place. */
public final class Publication {
  private Publication() {}

  /**
   * Keeps what is in the place of a database that is to be published; see {@link
   * DurableFiles#keepBackup}. A log or journal beside it becomes part of it first.
   *
   * @param spare where something may be made that becomes the backup
   * @return the backup; null if there is nothing to keep
   * @throws dev.sluice.core.StoreUnavailableException if another process is changing it
   */
  public static Path keepBackup(Path target, Path spare) throws IOException {
    if (!Files.exists(target)) {
      return null;
    }
    if (HeldDatabase.isNeeded(target)) {
      try (var held = HeldDatabase.of(target)) {
        return held.keepBackup(spare);
      } catch (SQLException e) {
        requireUnsound(target, e);
      }
    }
    return DurableFiles.keepBackup(target, target);
  }

  /**
   * Puts a synced database in the place of the one that is there, in one step that survives a power
   * failure. Readers of the old one keep it, or see the new one with their next transaction. A log
   * or journal beside the old one becomes part of it first; that of a file that is gone, or is no
   * database, is of no use to anybody and goes.
   *
   * @throws dev.sluice.core.StoreUnavailableException if another process is changing the old one
   */
  public static void publish(Path finished, Path target) throws IOException {
    if (HeldDatabase.isNeeded(target)) {
      try (var held = HeldDatabase.of(target)) {
        held.replaceWith(finished);
        return;
      } catch (SQLException e) {
        requireUnsound(target, e);
      }
    }
    for (String suffix : List.of(Connections.LOG, Connections.SHARED_MEMORY, Connections.JOURNAL)) {
      Files.deleteIfExists(Connections.sibling(target, suffix));
    }
    DurableFiles.replace(finished, target, true);
  }

  /** What SQLite cannot read needs no care for what it means. */
  private static void requireUnsound(Path target, SQLException failure) {
    ErrorCode kind = StoreFailure.kind(failure);
    if (kind != ErrorCode.NOT_A_DATABASE && kind != ErrorCode.CORRUPT) {
      throw StoreFailure.of(target, failure);
    }
  }
}
