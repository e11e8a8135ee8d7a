package dev.sluice.sqlite.dao;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.core.FileEntry;
import dev.sluice.core.Mode;
import dev.sluice.schema.DeclaredSchema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A DAO does the same with JDBI around it and without. */
class PlainDaosTest {
  private Connection connection;

  @BeforeEach
  void database() throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    try (Statement statement = connection.createStatement()) {
      for (String sql : DeclaredSchema.tableStatements()) {
        statement.execute(sql);
      }
      for (int id = 0; id < 700; id++) {
        statement.execute("INSERT INTO chunks (id, mode, file) VALUES (" + id + ", 'code', 'f')");
      }
    }
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private List<FileManifestDao> fileManifests() {
    Handle handle = Jdbi.create(connection).installPlugin(new SqlObjectPlugin()).open();
    return List.of(plain(FileManifestDao.class), handle.attach(FileManifestDao.class));
  }

  private <T> T plain(Class<T> dao) {
    return new PlainDaos(connection, StatementSource.UNCACHED).attach(dao);
  }

  @Test
  void whatIsPutIsFoundWithWhatIsNotKnownOfIt() {
    for (FileManifestDao dao : fileManifests()) {
      var full = new FileEntry("a", "hash", 1.5, 7L, 3);
      var bare = new FileEntry("b", null, null, null, 0);
      dao.put(Mode.CODE, full);
      dao.put(Mode.CODE, bare);
      assertEquals(List.of(full, bare), dao.all(Mode.CODE));
      dao.setHash(Mode.CODE, "b", "found");
      dao.delete(Mode.CODE, "a");
      assertEquals(List.of(new FileEntry("b", "found", null, null, 0)), dao.all(Mode.CODE));
    }
  }

  @Test
  void aListMayHaveAnyLengthAndOrder() {
    ChunksDao dao = plain(ChunksDao.class);
    // Each three times, so that repeats would come to lie in two batches.
    int[] descending = new int[2_100];
    for (int i = 0; i < descending.length; i++) {
      descending[i] = 699 - i / 3;
    }
    assertEquals(700, dao.existing(descending, Mode.CODE).length);
    assertArrayEquals(new int[] {3, 5}, dao.existing(new int[] {5, 3, 5, 900}, Mode.CODE));
    assertArrayEquals(new int[0], dao.existing(new int[0], Mode.CODE));
  }

  @Test
  void whatSqliteRefusesIsTold() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE file_manifest");
    }
    for (FileManifestDao dao : fileManifests()) {
      var refused = assertThrows(UnableToExecuteStatementException.class, () -> dao.all(Mode.CODE));
      assertEquals(SQLException.class, refused.getCause().getClass().getSuperclass());
    }
  }
}
