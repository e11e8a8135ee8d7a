package dev.sluice.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database built from PairOfCleats' artifacts holds the rows of the one PairOfCleats built. */
class PeerDatabaseTest {
  private static final Path REAL = Path.of("../shared/real/before");

  @TempDir static Path root;

  @BeforeAll
  static void copyTheRealIndex() throws IOException {
    assumeTrue(Files.isDirectory(REAL), "the real index is not beside this checkout");
    try (Stream<Path> files = Files.walk(REAL)) {
      for (Path file : files.filter(f -> !f.startsWith(REAL.resolve("incremental"))).toList()) {
        Path copy = root.resolve(REAL.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.write(copy, Files.readAllBytes(file));
        }
      }
    }
    var layout = new IndexLayout(root);
    for (Mode mode : List.of(Mode.CODE, Mode.PROSE)) {
      new SqliteBuild(
              BuildRequest.of(layout, mode).from(From.ARTIFACTS, null).target(ours(mode)),
              Clock.systemUTC())
          .run(BuildProgress.NONE);
    }
  }

  @BeforeEach
  void requireRealIndex() {
    assumeTrue(Files.isDirectory(REAL), "the real index is not beside this checkout");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          chunks             | SELECT * FROM chunks
          chunks_fts         | SELECT rowid, * FROM chunks_fts
          token_vocab        | SELECT mode, token FROM token_vocab
          token_postings     | SELECT mode, token, doc_id, tf FROM token_postings JOIN token_vocab USING (mode, token_id)
          doc_lengths        | SELECT * FROM doc_lengths
          token_stats        | SELECT * FROM token_stats
          phrase_vocab       | SELECT mode, ngram FROM phrase_vocab
          phrase_postings    | SELECT mode, ngram, doc_id FROM phrase_postings JOIN phrase_vocab USING (mode, phrase_id)
          chargram_vocab     | SELECT mode, gram FROM chargram_vocab
          chargram_postings  | SELECT mode, gram, doc_id FROM chargram_postings JOIN chargram_vocab USING (mode, gram_id)
          minhash_signatures | SELECT * FROM minhash_signatures
          dense_vectors      | SELECT * FROM dense_vectors
          dense_meta         | SELECT * FROM dense_meta
          file_manifest      | SELECT mode, file, chunk_count FROM file_manifest
          """)
  void everyTableHoldsTheSameRows(String table, String query) throws SQLException {
    for (Mode mode : List.of(Mode.CODE, Mode.PROSE)) {
      SortedSet<String> ours = rows(ours(mode), query);
      SortedSet<String> theirs = rows(new IndexLayout(root).sqlite(mode), query);
      assertFalse(theirs.isEmpty(), table + " of " + mode + " has no rows to compare");
      assertEquals(difference(theirs, ours), difference(ours, theirs), table + " of " + mode);
      assertEquals(theirs.size(), ours.size(), table + " of " + mode);
    }
  }

  private static Path ours(Mode mode) {
    return root.resolve("ours-" + mode + ".db");
  }

  /** The first rows that only the left side has; equal to the other way round if there are none. */
  private static String difference(SortedSet<String> left, SortedSet<String> right) {
    return left.stream().filter(r -> !right.contains(r)).limit(2).collect(Collectors.joining("\n"));
  }

  private static SortedSet<String> rows(Path file, String query) throws SQLException {
    var rows = new TreeSet<String>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        ResultSet result = connection.createStatement().executeQuery(query)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        var row = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
          Object value = result.getObject(i);
          row.append(value == null ? "NULL" : value.getClass().getSimpleName())
              .append(':')
              .append(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value)
              .append('|');
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }
}
