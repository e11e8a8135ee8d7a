package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.core.Mode;
import dev.sluice.core.SchemaMismatchException;
import dev.sluice.sqlite.ann.VectorTable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreValidatorTest {
  private static final Path REAL = Path.of("../shared/real/before/index-sqlite");

  @TempDir Path temp;
  private Path file;
  private Map<String, Long> counts;

  @BeforeEach
  void write() {
    file = temp.resolve("index-code.db");
    counts = SmallIndex.write(file, Mode.CODE, 45);
  }

  @Test
  void aSoundDatabaseHasNoFindings() {
    for (ValidationLevel level : ValidationLevel.values()) {
      assertEquals(List.of(), StoreValidator.validate(file, level));
      assertEquals(List.of(), StoreValidator.validate(file, level, VectorTable.DEFAULT, counts));
    }
  }

  @Test
  void aDatabaseOfPairOfCleatsHasNoFindings() throws IOException {
    assumeTrue(Files.isDirectory(REAL), "the real index is not beside this checkout");
    for (String name : List.of("index-code.db", "index-prose.db")) {
      Path copy = temp.resolve("real-" + name);
      Files.write(copy, Files.readAllBytes(REAL.resolve(name)));
      assertEquals(List.of(), StoreValidator.validate(copy, ValidationLevel.FULL), name);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          chunks mode        | UPDATE chunks SET mode = 'cod' WHERE id = 7
          chunks_fts         | DELETE FROM chunks_fts WHERE rowid = 7
          chunks_fts         | INSERT INTO chunks_fts(rowid, mode, name) VALUES (99, 'code', 'x')
          chunks_fts         | UPDATE chunks SET name = 'other' WHERE id = 7
          integrity_check    | UPDATE chunks_fts_content SET c7 = 'words nobody indexed' WHERE id = 7
          doc_lengths        | DELETE FROM doc_lengths WHERE doc_id = 7
          doc_lengths        | INSERT INTO doc_lengths VALUES ('code', 99, 1)
          doc_lengths        | UPDATE doc_lengths SET len = -1 WHERE doc_id = 7
          token_stats        | UPDATE doc_lengths SET len = len + 1 WHERE doc_id = 7
          token_stats        | UPDATE token_stats SET total_docs = 44
          token_stats        | UPDATE token_stats SET avg_doc_len = NULL
          token_stats        | DELETE FROM token_stats
          token_postings     | DELETE FROM token_vocab WHERE token_id = 3
          token_postings     | UPDATE token_postings SET doc_id = 99 WHERE token_id = 3 AND doc_id = 3
          token_postings     | UPDATE token_postings SET tf = 0 WHERE token_id = 3 AND doc_id = 3
          phrase_postings    | DELETE FROM phrase_vocab WHERE phrase_id = 3
          phrase_postings    | INSERT INTO phrase_postings VALUES ('code', 3, 99)
          phrase_postings    | INSERT INTO phrase_postings VALUES ('prose', 3, 3)
          chargram_postings  | DELETE FROM chargram_vocab WHERE gram_id = 3
          chargram_postings  | INSERT INTO chargram_postings VALUES ('code', 3, 99)
          minhash_signatures | INSERT INTO minhash_signatures VALUES ('code', 99, zeroblob(512))
          minhash_signatures | UPDATE minhash_signatures SET sig = zeroblob(511) WHERE doc_id = 7
          dense_vectors      | INSERT INTO dense_vectors VALUES ('code', 99, zeroblob(4))
          dense_vectors      | UPDATE dense_vectors SET vector = zeroblob(5) WHERE doc_id = 7
          dense_vectors      | UPDATE dense_meta SET dims = 5
          dense_vectors      | DELETE FROM dense_meta
          dense_vectors_ann  | CREATE TABLE dense_vectors_ann AS SELECT doc_id AS rowid, vector FROM dense_vectors WHERE doc_id <> 7
          dense_vectors_ann  | CREATE TABLE dense_vectors_ann AS SELECT doc_id, vector FROM dense_vectors
          file_manifest      | UPDATE file_manifest SET chunk_count = 9 WHERE file = 'f1'
          file_manifest      | UPDATE file_manifest SET chunk_count = NULL WHERE file = 'f1'
          file_manifest      | DELETE FROM file_manifest WHERE file = 'f1'
          file_manifest      | INSERT INTO file_manifest VALUES ('code', 'gone', NULL, 1, 1, 2)
          """)
  void whatContradictsAnotherTableIsFound(String check, String change) throws SQLException {
    execute(change);
    List<Finding> findings = StoreValidator.validate(file, ValidationLevel.FULL);
    assertTrue(
        findings.stream().anyMatch(f -> f.check().equals(check)), change + " gives " + findings);
  }

  @ParameterizedTest
  @CsvSource({
    "chunks, DELETE FROM chunks WHERE id = 7",
    "dense_vectors, DELETE FROM dense_vectors WHERE doc_id = 7",
    "minhash_signatures, DELETE FROM minhash_signatures WHERE doc_id = 7",
    "phrase_vocab, DELETE FROM phrase_vocab WHERE phrase_id = 3"
  })
  void rowsThatWereCountedAndAreGoneAreFoundByTheSmokeTest(String table, String change)
      throws SQLException {
    execute(change);
    List<Finding> findings =
        StoreValidator.validate(file, ValidationLevel.SMOKE, VectorTable.DEFAULT, counts);
    assertTrue(findings.stream().anyMatch(f -> f.check().equals(table)), findings.toString());
  }

  @Test
  void findingsTellHowManyAndAnExample() throws SQLException {
    execute("UPDATE file_manifest SET chunk_count = 9 WHERE file IN ('f1', 'f2')");
    List<Finding> findings = StoreValidator.validate(file, ValidationLevel.FULL);
    assertEquals(
        List.of(
            new Finding(
                "file_manifest",
                "2 files with another number of chunks, for example f1: 9 instead of 10")),
        findings);
  }

  @Test
  void aVectorTableWithTheSameIdsIsSound() throws SQLException {
    execute("CREATE TABLE dense_vectors_ann (rowid INTEGER PRIMARY KEY, embedding)");
    execute("INSERT INTO dense_vectors_ann SELECT doc_id, vector FROM dense_vectors");
    assertEquals(List.of(), StoreValidator.validate(file, ValidationLevel.FULL));
    execute("INSERT INTO dense_vectors_ann VALUES (99, NULL)");
    assertEquals(1, StoreValidator.validate(file, ValidationLevel.FULL).size());
  }

  @Test
  void damagedPagesAreFindingsNotFailures() throws IOException {
    try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(raw.length() / 2);
      raw.write(new byte[32 << 10]);
    }
    assertTrue(!StoreValidator.validate(file, ValidationLevel.SMOKE).isEmpty());
    assertTrue(!StoreValidator.validate(file, ValidationLevel.FULL).isEmpty());
  }

  @Test
  void theGateRefusesWhatIsNotOurs() throws SQLException {
    execute("PRAGMA user_version = 6");
    assertThrows(
        SchemaMismatchException.class, () -> StoreValidator.validate(file, ValidationLevel.FULL));
  }

  @Test
  void autoGoesByTheSize() {
    assertEquals(ValidationLevel.FULL, ValidationLevel.AUTO.forSize(10, 10));
    assertEquals(ValidationLevel.SMOKE, ValidationLevel.AUTO.forSize(11, 10));
    assertEquals(ValidationLevel.OFF, ValidationLevel.OFF.forSize(1, 10));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
