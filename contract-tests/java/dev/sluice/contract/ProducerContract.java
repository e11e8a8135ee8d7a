package dev.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.Chunk;
import dev.sluice.core.FileEntry;
import dev.sluice.core.IndexReader;
import dev.sluice.core.Mode;
import dev.sluice.core.TokenStats;
import dev.sluice.schema.Role;
import dev.sluice.schema.Verdict;
import dev.sluice.sqlite.SqliteGate;
import dev.sluice.sqlite.SqliteIndexReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every SQLite database of the declared schema holds true of itself, whoever wrote it. For a
 * producer to run against a database that it made.
 */
public abstract class ProducerContract {
  private static final double ROUNDING = 1e-9;

  @TempDir Path folder;
  private Path file;
  private Mode mode;
  private IndexReader reader;

  /** For a subclass to call. */
  protected ProducerContract() {}

  /**
   * Makes a database, or names one that was made; it is only read.
   *
   * @param folder empty, for the database to be made in
   */
  protected abstract Path database(Path folder);

  /** The mode of the rows in the database. */
  protected Mode mode() {
    return Mode.CODE;
  }

  @BeforeEach
  void open() {
    file = database(folder);
    mode = mode();
    assertEquals(Verdict.OK, SqliteGate.check(file, Role.READER).verdict());
    reader = SqliteIndexReader.open(file, mode);
  }

  @AfterEach
  void close() {
    if (reader != null) {
      reader.close();
    }
  }

  @Test
  void theGateLetsAWriterPass() {
    var judgement = SqliteGate.check(file, Role.WRITER);
    assertEquals(Verdict.OK, judgement.verdict(), () -> judgement.toString());
  }

  @Test
  void thereAreChunks() {
    assertTrue(docIds().length > 0, "an empty database proves nothing: no file has a chunk");
  }

  @Test
  void everyFileHasTheChunksThatTheManifestCounts() {
    assertAll(
        reader.files().stream()
            .map(
                entry ->
                    () ->
                        assertEquals(
                            entry.chunkCount(),
                            reader.docIdsOf(entry.file()).length,
                            entry.file())));
  }

  @Test
  void pathsAreRelativeWithSlashes() {
    for (FileEntry entry : reader.files()) {
      assertFalse(entry.file().isEmpty() || entry.file().startsWith("/"), entry.file());
      assertFalse(entry.file().contains("\\"), entry.file());
    }
  }

  @Test
  void theStatisticsAreThoseOfTheLengths() {
    int[] lengths = reader.docLengths(docIds());
    TokenStats stats = reader.tokenStats();
    assertEquals(lengths.length, stats.documentCount());
    assertEquals(Arrays.stream(lengths).average().orElse(0), stats.averageLength(), ROUNDING);
  }

  @Test
  void everyChunkHasItsPlaceInAFile() {
    for (Chunk chunk : reader.chunks(docIds())) {
      assertTrue(chunk.start() >= 0 && chunk.start() <= chunk.end(), () -> "offsets of " + chunk);
      if (chunk.startLine() != null && chunk.endLine() != null) {
        assertTrue(
            chunk.startLine() >= 1 && chunk.startLine() <= chunk.endLine(),
            () -> "lines of " + chunk);
      }
    }
  }

  @Test
  void everyWeightIsAMultiplier() {
    for (double weight : reader.weights(docIds())) {
      assertTrue(weight > 0 && Double.isFinite(weight), "a weight of " + weight);
    }
  }

  /** Reading them checks the length of every row. */
  @Test
  void vectorsAndSignaturesBelongToChunks() {
    int[] signed = reader.minHashSignatures().docIds();
    assertArrayEquals(signed, reader.existing(signed), "signatures without chunks");
    reader
        .denseVectors()
        .ifPresent(
            vectors ->
                assertArrayEquals(
                    vectors.docIds(), reader.existing(vectors.docIds()), "vectors without chunks"));
  }

  private int[] docIds() {
    return reader.files().stream()
        .flatMapToInt(entry -> Arrays.stream(reader.docIdsOf(entry.file())))
        .sorted()
        .toArray();
  }

  /** What no question to a reader shows: each query finds rows that may not be. */
  @TestFactory
  Stream<DynamicTest> noRowContradictsAnother() {
    return Stream.of(
        none(
            "chunks of files that the manifest lacks",
            "SELECT id FROM chunks c WHERE mode = ? AND NOT EXISTS"
                + " (SELECT 1 FROM file_manifest f WHERE f.mode = c.mode AND f.file = c.file)"),
        none(
            "chunks without a length",
            "SELECT id FROM chunks c WHERE mode = ? AND NOT EXISTS"
                + " (SELECT 1 FROM doc_lengths l WHERE l.mode = c.mode AND l.doc_id = c.id)"),
        none("lengths without a chunk", withoutChunk("doc_lengths")),
        none("lengths below 0", "SELECT doc_id FROM doc_lengths WHERE mode = ? AND len < 0"),
        none("token postings without a chunk", withoutChunk("token_postings")),
        none("phrase postings without a chunk", withoutChunk("phrase_postings")),
        none("chargram postings without a chunk", withoutChunk("chargram_postings")),
        none("token postings without a token", withoutTerm("token", "token")),
        none("phrase postings without a phrase", withoutTerm("phrase", "phrase")),
        none("chargram postings without a chargram", withoutTerm("chargram", "gram")),
        none("frequencies below 1", "SELECT doc_id FROM token_postings WHERE mode = ? AND tf < 1"),
        none(
            "lengths that are not the sum of the frequencies",
            "SELECT l.doc_id FROM doc_lengths l LEFT JOIN"
                + " (SELECT doc_id, SUM(tf) AS words FROM token_postings WHERE mode = ?1"
                + " GROUP BY doc_id) p ON p.doc_id = l.doc_id"
                + " WHERE l.mode = ?1 AND l.len <> COALESCE(p.words, 0)"),
        none(
            "vectors without dense_meta",
            "SELECT doc_id FROM dense_vectors WHERE mode = ?1"
                + " AND NOT EXISTS (SELECT 1 FROM dense_meta WHERE mode = ?1)"),
        none(
            "chunks without full text",
            "SELECT id FROM chunks WHERE mode = ? AND id NOT IN (SELECT rowid FROM chunks_fts)"),
        none(
            "full text without a chunk",
            "SELECT rowid FROM chunks_fts WHERE mode = ?"
                + " AND rowid NOT IN (SELECT id FROM chunks)"));
  }

  private static String withoutChunk(String table) {
    return "SELECT doc_id FROM "
        + table
        + " t WHERE mode = ? AND NOT EXISTS"
        + " (SELECT 1 FROM chunks c WHERE c.id = t.doc_id AND c.mode = t.mode)";
  }

  private static String withoutTerm(String kind, String id) {
    return "SELECT doc_id FROM "
        + kind
        + "_postings p WHERE mode = ? AND NOT EXISTS (SELECT 1 FROM "
        + kind
        + "_vocab v WHERE v.mode = p.mode AND v."
        + id
        + "_id = p."
        + id
        + "_id)";
  }

  private DynamicTest none(String what, String query) {
    return DynamicTest.dynamicTest(
        "no " + what, () -> assertEquals(List.of(), sample(query), () -> what + ", by doc id"));
  }

  private List<Long> sample(String query) throws SQLException {
    var docIds = new ArrayList<Long>();
    try (Connection connection = Sql.connectToRead(file);
        var statement = connection.prepareStatement(query + " LIMIT 5")) {
      statement.setString(1, mode.id());
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          docIds.add(rows.getLong(1));
        }
      }
    }
    return docIds;
  }
}
