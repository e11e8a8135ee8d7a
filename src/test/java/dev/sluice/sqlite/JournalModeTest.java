package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalModeTest {
  private static final int WRITE_VERSION = 18;

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void database() throws SQLException {
    file = folder.resolve("x.db");
    try (Connection connection = Connections.builder(file)) {
      Connections.execute(connection, "CREATE TABLE t (x)");
    }
  }

  /** A rollback journal that a kill leaves behind keeps readers out until a writer comes. */
  @Test
  void noJournalLiesBesideTheFileWhileTheModeChanges() throws Exception {
    try (WatchService watch = folder.getFileSystem().newWatchService()) {
      folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      try (Connection connection = Connections.writer(file)) {
        assertFalse(JournalMode.isWal(connection));
        JournalMode.toWal(connection);
        assertTrue(JournalMode.isWal(connection));
        assertEquals(2, Files.readAllBytes(file)[WRITE_VERSION]);
        Connections.execute(connection, "INSERT INTO t VALUES (1)");
        assertTrue(JournalMode.toRollback(connection));
        assertEquals(1, Files.readAllBytes(file)[WRITE_VERSION]);
        try (ResultSet row =
            connection.createStatement().executeQuery("SELECT * FROM pragma_journal_mode")) {
          assertEquals("delete", row.getString(1));
        }
      }
      assertEquals(Set.of("x.db-wal", "x.db-shm"), created(watch));
    }
  }

  @Test
  void whatIsHeldStaysInWalMode() throws Exception {
    try (Connection connection = Connections.writer(file)) {
      JournalMode.toWal(connection);
      try (Connection reader = Connections.reader(file);
          ResultSet rows = reader.createStatement().executeQuery("SELECT * FROM t")) {
        assertFalse(rows.next());
        SQLException busy =
            assertThrows(SQLException.class, () -> JournalMode.toRollback(connection));
        assertEquals(ErrorCode.BUSY, StoreFailure.kind(busy));
      }
      assertTrue(JournalMode.isWal(connection));
      assertTrue(JournalMode.toRollback(connection));
    }
  }

  /** The names that came to be; the last of them is made here, so that all before were told. */
  private Set<String> created(WatchService watch) throws Exception {
    Files.createFile(folder.resolve("last"));
    var names = new TreeSet<String>();
    while (!names.remove("last")) {
      WatchKey key = watch.poll(10, TimeUnit.SECONDS);
      assertNotNull(key, "nothing was told of " + names);
      for (WatchEvent<?> event : key.pollEvents()) {
        names.add(event.context().toString());
      }
      key.reset();
    }
    return names;
  }
}
