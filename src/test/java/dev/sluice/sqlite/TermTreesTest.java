package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.core.Mode;
import dev.sluice.core.Postings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TermTreesTest {
  private static final List<String> INDEXED_READS =
      List.of(
          "SELECT token_id || ' ' || doc_id || ' ' || tf FROM token_postings ORDER BY rowid",
          "SELECT token_id || ' ' || doc_id || ' ' || tf FROM token_postings"
              + " ORDER BY mode, token_id, doc_id",
          "SELECT token_id || ' ' || doc_id || ' ' || tf FROM token_postings"
              + " INDEXED BY idx_token_postings_token WHERE mode = 'code' AND token_id >= 0"
              + " ORDER BY token_id, rowid");

  @TempDir Path folder;

  /** Around these numbers of postings a leaf is full, or the page above the leaves. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 150, 250, 70_000})
  void everyPostingIsInTheTableAndBothIndexes(int count) throws SQLException {
    Path file = folder.resolve("a.db");
    var expected = new ArrayList<String>();
    try (var writer = SqliteIndexWriter.create(file, Mode.CODE)) {
      for (int id = 0; id < count; id++) {
        int docId = id * 31 % 40_000;
        writer.token(id, term(id), new Postings(new int[] {docId}, new int[] {1 + id % 300}));
        expected.add(id + " " + docId + " " + (1 + id % 300));
      }
      writer.finish();
    }
    try (Connection connection = Connections.untouching(file)) {
      assertEquals(List.of("ok"), column(connection, "PRAGMA integrity_check"));
      for (String sql : INDEXED_READS) {
        assertEquals(expected, column(connection, sql));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String term(int id) {
    return String.format(Locale.ROOT, "t%07d", id);
  }

  @Property(tries = 60)
  void theEngineFindsEveryTermWhateverItsOrderAndLength(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int count)
      throws IOException, SQLException {
    var random = new Random(seed);
    var terms = new ArrayList<String>();
    for (int id = 0; id < count; id++) {
      // Few are out of order or too long for a page, so that most runs of terms are neither.
      String prefix = random.nextInt(300) == 0 ? "a" : "m";
      String suffix = random.nextInt(200) == 0 ? "x".repeat(random.nextInt(6_000)) : "\u00e4";
      terms.add(prefix + term(id) + suffix);
    }
    Path file = Files.createTempDirectory("trees").resolve("a.db");
    try {
      write(file, terms);
      try (Connection connection = Connections.untouching(file)) {
        assertEquals(List.of("ok"), column(connection, "PRAGMA integrity_check"));
        assertEquals(terms, column(connection, "SELECT token FROM token_vocab ORDER BY token_id"));
        assertEquals(
            terms.stream().sorted().toList(),
            column(connection, "SELECT token FROM token_vocab WHERE mode = 'code' ORDER BY token"));
      }
    } finally {
      Files.delete(file);
      Files.delete(file.getParent());
    }
  }

  private static void write(Path file, List<String> terms) {
    try (var writer = SqliteIndexWriter.create(file, Mode.CODE)) {
      for (int id = 0; id < terms.size(); id++) {
        writer.token(id, terms.get(id), new Postings(new int[] {id}, new int[] {1}));
      }
      assertEquals(terms.size(), writer.finish().get("token_vocab"));
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aDatabaseOfEveryModePassesItsOwnCheck(Mode mode) throws SQLException, IOException {
    Path file = folder.resolve("a.db");
    try (var writer = SqliteIndexWriter.create(file, mode)) {
      writer.phrase(0, "", new int[] {0, 1, 127, 128, 32_767, 32_768, 8_388_607, 8_388_608});
      writer.phrase(1 << 23, "a", new int[] {Integer.MAX_VALUE});
      writer.finish();
    }
    try (Connection connection = Connections.untouching(file)) {
      assertEquals(List.of("ok"), column(connection, "PRAGMA integrity_check"));
      assertEquals(
          List.of("0", "1", "127", "128", "32767", "32768", "8388607", "8388608", "2147483647"),
          column(connection, "SELECT doc_id FROM phrase_postings WHERE mode = '" + mode + "'"));
    }
  }

  @Test
  void idsOutOfOrderAreRefusedRatherThanLost() {
    try (var writer = SqliteIndexWriter.create(folder.resolve("a.db"), Mode.CODE)) {
      writer.phrase(4, "a", new int[] {1});
      assertThrows(
          IllegalArgumentException.class, () -> writer.phrase(4, "b", new int[] {1}), "term id");
      assertThrows(
          IllegalArgumentException.class, () -> writer.phrase(5, "b", new int[] {2, 2}), "doc id");
      assertThrows(
          IllegalArgumentException.class,
          () -> writer.token(0, "b", new Postings(new int[] {2}, new int[] {0})));
    }
  }

  @Test
  void thePageThatSqliteLocksHoldsNothing() throws IOException {
    Path file = folder.resolve("a.db");
    try (var writer = SqliteIndexWriter.create(file, Mode.CODE)) {
      writer.finish();
    }
    // A hole up to the page before the last that comes before the one that is locked.
    try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.setLength((PageAppender.LOCK_PAGE - 2L) * PageAppender.PAGE_SIZE);
      raw.seek(28);
      raw.writeInt(PageAppender.LOCK_PAGE - 2);
    }
    try (var pages = new PageAppender(file)) {
      BTreePage page = BTreePage.leaf(0x0D);
      assertEquals(PageAppender.LOCK_PAGE - 1, pages.append(page));
      assertEquals(PageAppender.LOCK_PAGE + 1, pages.append(page));
    }
    assertEquals((PageAppender.LOCK_PAGE + 1L) * PageAppender.PAGE_SIZE, Files.size(file));
  }

  @Test
  void aFileThatIsNotAllPagesIsNotAddedTo() throws IOException {
    Path file = folder.resolve("a.db");
    try (var writer = SqliteIndexWriter.create(file, Mode.CODE)) {
      writer.finish();
    }
    Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
    assertThrows(IOException.class, () -> new PageAppender(file));
  }

  private static List<String> column(Connection connection, String sql) throws SQLException {
    var values = new ArrayList<String>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
