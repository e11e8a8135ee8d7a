package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.MinHash;
import dev.sluice.core.Mode;
import dev.sluice.core.Postings;
import dev.sluice.sqlite.ann.VectorTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a database that is still being filled. */
class ReadingBesideTest {
  private static final int CHUNKS = 200;

  @TempDir Path folder;

  private SqliteIndexWriter writer(Consumer<Supplier<Set<TermKind>>> whenComplete) {
    return SqliteIndexWriter.create(
        folder.resolve("x.db"), Mode.CODE, VectorTable.DEFAULT, whenComplete);
  }

  private static void addChunksAndTerms(SqliteIndexWriter writer) {
    for (int i = 0; i < CHUNKS; i++) {
      writer.chunk(SmallIndex.chunk(i, Mode.CODE), null, null, "word");
      writer.docLength(i, 1);
    }
    int[] ones = new int[CHUNKS];
    Arrays.fill(ones, 1);
    writer.token(0, "word", new Postings(SmallIndex.multiples(1, CHUNKS), ones));
    writer.termsAreComplete();
  }

  /** With a lock, a transaction that reads would keep the one who writes from committing. */
  @Test
  void whoReadsDoesNotKeepTheWriterWaiting() throws Exception {
    Path file = folder.resolve("x.db");
    var readers = new ArrayList<Connection>();
    try (var writer = writer(derivation -> readers.add(begun(file)))) {
      addChunksAndTerms(writer);
      assertEquals(1, readers.size());
      for (int i = 0; i < CHUNKS; i++) {
        writer.minHash(i, MinHash.signature(List.of("w" + i)));
      }
      writer.finish();
      assertEquals(CHUNKS, chunks(readers.get(0)));
    } finally {
      for (Connection reader : readers) {
        reader.close();
      }
    }
  }

  private static Connection begun(Path file) {
    try {
      Connection reader = Connections.besideBuilder(file);
      reader.setAutoCommit(false);
      assertEquals(CHUNKS, chunks(reader));
      return reader;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int chunks(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM chunks_fts")) {
      return row.getInt(1);
    }
  }

  @Test
  void whatIsDerivableIsToldWhateverIsWrittenMeanwhile() {
    var derivations = new ArrayList<Supplier<Set<TermKind>>>();
    try (var writer = writer(derivations::add)) {
      addChunksAndTerms(writer);
      writer.minHash(0, MinHash.signature(List.of("w")));
      writer.finish();
    }
    assertEquals(1, derivations.size());
    assertTrue(derivations.get(0).get().contains(TermKind.TOKEN));
  }
}
