package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.Chunk;
import dev.sluice.core.CorruptStoreException;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.FileEntry;
import dev.sluice.core.FullTextWeights;
import dev.sluice.core.MinHash;
import dev.sluice.core.Mode;
import dev.sluice.core.Postings;
import dev.sluice.core.ScoredDoc;
import dev.sluice.core.StoreUnavailableException;
import dev.sluice.core.TokenStats;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteIndexReaderTest {
  private static final int CHUNKS = 1234;

  @TempDir Path folder;
  private Path file;
  private Map<String, Long> counts;
  private SqliteIndexReader reader;

  @BeforeEach
  void writeAndOpen() {
    file = folder.resolve("index-code.db");
    counts = SmallIndex.write(file, Mode.CODE, CHUNKS);
    reader = SqliteIndexReader.open(file, Mode.CODE, 2);
  }

  @AfterEach
  void close() {
    reader.close();
  }

  @Test
  void theWriterCountsTheRowsOfEveryTable() {
    long postings =
        IntStream.rangeClosed(1, 9).map(k -> SmallIndex.multiples(k, CHUNKS).length).sum();
    assertEquals(
        Map.ofEntries(
            Map.entry("chunks", (long) CHUNKS),
            Map.entry("chunks_fts", (long) CHUNKS),
            Map.entry("doc_lengths", (long) CHUNKS),
            Map.entry("minhash_signatures", (long) CHUNKS),
            Map.entry("dense_vectors", (long) CHUNKS),
            Map.entry("token_vocab", 9L),
            Map.entry("phrase_vocab", 9L),
            Map.entry("chargram_vocab", 9L),
            Map.entry("token_postings", postings),
            Map.entry("phrase_postings", postings),
            Map.entry("chargram_postings", postings),
            Map.entry("token_stats", 1L),
            Map.entry("dense_meta", 1L),
            Map.entry("file_manifest", 124L)),
        counts);
  }

  @Test
  void chunksComeBackAsTheyWereWrittenInTheOrderAskedFor() {
    int[] docIds = {700, 3, 1233, 3, 0, 9999, -1};
    List<Chunk> expected =
        Arrays.stream(docIds)
            .filter(id -> id >= 0 && id < CHUNKS)
            .mapToObj(id -> SmallIndex.chunk(id, Mode.CODE))
            .toList();
    assertEquals(expected, reader.chunks(docIds));
    assertEquals(
        expected.stream().map(Chunk::name).toList(),
        reader.summaries(docIds).stream().map(s -> s.name()).toList());
  }

  @Test
  void listsLongerThanTheLadderGetEveryChunk() {
    int[] all = IntStream.range(0, CHUNKS).toArray();
    assertEquals(CHUNKS, reader.chunks(all).size());
    assertArrayEquals(all, reader.existing(IntStream.range(-50, CHUNKS + 50).toArray()));
    int[] lengths = reader.docLengths(all);
    double[] weights = reader.weights(all);
    for (int i = 0; i < CHUNKS; i++) {
      assertEquals(i % 5 + 1, lengths[i]);
      assertEquals(1.0 + i % 3, weights[i]);
    }
  }

  @Test
  void unknownIdsHaveNoLengthAndTheNeutralWeight() {
    assertArrayEquals(new int[] {0, 1}, reader.docLengths(new int[] {CHUNKS, 0}));
    assertArrayEquals(new double[] {1, 2}, reader.weights(new int[] {CHUNKS, 1}));
    assertArrayEquals(new int[0], reader.existing(new int[0]));
  }

  @Test
  void postingsAreParallelToTheTermsAskedFor() {
    List<Postings> lists = reader.tokenPostings(List.of("t7", "none", "t1", "t7"));
    assertArrayEquals(SmallIndex.multiples(7, CHUNKS), lists.get(0).docIds());
    assertEquals(8, lists.get(0).frequencies()[1]);
    assertEquals(0, lists.get(1).documentFrequency());
    assertEquals(CHUNKS, lists.get(2).documentFrequency());
    assertArrayEquals(lists.get(0).docIds(), lists.get(3).docIds());
    assertArrayEquals(
        SmallIndex.multiples(9, CHUNKS), reader.phrasePostings(List.of("x", "p9")).get(1));
    assertArrayEquals(
        SmallIndex.multiples(4, CHUNKS), reader.chargramPostings(List.of("g4")).get(0));
  }

  @Test
  void statisticsFilesVectorsAndSignaturesComeBack() {
    double average = IntStream.range(0, CHUNKS).map(i -> i % 5 + 1).average().orElseThrow();
    assertEquals(new TokenStats(average, CHUNKS), reader.tokenStats());
    assertEquals(124, reader.files().size());
    assertTrue(reader.files().contains(new FileEntry("f123", null, 123.5, 223L, 4)));
    assertArrayEquals(IntStream.range(120, 130).toArray(), reader.docIdsOf("f12"));
    var vectors = reader.denseVectors().orElseThrow();
    assertEquals(new DenseMeta(SmallIndex.DIMS, 2.0 / 255, "test"), vectors.meta());
    assertEquals(CHUNKS, vectors.count());
    assertEquals((byte) 300, vectors.data()[300 * SmallIndex.DIMS]);
    var signatures = reader.minHashSignatures();
    assertArrayEquals(
        MinHash.signature(List.of("w5")),
        Arrays.copyOfRange(signatures.data(), 5 * MinHash.POSITIONS, 6 * MinHash.POSITIONS));
  }

  @Test
  void fullTextNeedsEveryTermAndIsBestFirst() {
    List<ScoredDoc> one = reader.fullText(List.of("w77"), FullTextWeights.DEFAULT, 10);
    assertEquals(List.of(77), one.stream().map(ScoredDoc::docId).toList());
    List<ScoredDoc> many = reader.fullText(List.of("word", "void"), FullTextWeights.DEFAULT, 50);
    assertEquals(50, many.size());
    assertEquals(many.stream().sorted(ScoredDoc.BEST_FIRST).toList(), many);
    assertEquals(List.of(), reader.fullText(List.of("w77", "w78"), FullTextWeights.DEFAULT, 10));
    assertEquals(List.of(), reader.fullText(List.of("a\"b"), FullTextWeights.DEFAULT, 10));
  }

  @Test
  void manyThreadsGetTheirOwnAnswers() throws Exception {
    var threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> calls =
          IntStream.range(0, 400)
              .<Callable<Boolean>>mapToObj(
                  i ->
                      () ->
                          reader.chunks(new int[] {i}).get(0).docId() == i
                              && reader.tokenPostings(List.of("t2")).get(0).documentFrequency()
                                  == CHUNKS / 2)
              .toList();
      for (Future<Boolean> answer : threads.invokeAll(calls)) {
        assertTrue(answer.get());
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aClosedReaderRefusesAndClosingAgainDoesNothing() {
    reader.close();
    reader.close();
    assertThrows(IllegalStateException.class, () -> reader.tokenStats());
  }

  @Test
  void aVectorOfTheWrongLengthIsDamage() throws Exception {
    Path damaged =
        Databases.create(
            folder.resolve("index-prose.db"),
            "INSERT INTO token_stats VALUES ('prose', 1, 1)",
            "INSERT INTO dense_meta VALUES ('prose', 4, 1.0, 'm')",
            "INSERT INTO dense_vectors VALUES ('prose', 5, x'0102')");
    try (var prose = SqliteIndexReader.open(damaged, Mode.PROSE)) {
      var refusal = assertThrows(CorruptStoreException.class, prose::denseVectors);
      assertTrue(refusal.getMessage().contains("doc_id 5"), refusal.getMessage());
    }
  }

  /** A scan that leaves chunks out would rank others than one that looks at all. */
  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void aTokenThatIsLessThanOnceInAChunkIsDamage(int frequency) throws Exception {
    Path damaged =
        Databases.create(
            folder.resolve("index-prose.db"),
            "INSERT INTO token_vocab VALUES ('prose', 3, 'get')",
            "INSERT INTO token_postings VALUES ('prose', 3, 5, " + frequency + ")");
    try (var prose = SqliteIndexReader.open(damaged, Mode.PROSE)) {
      var refusal =
          assertThrows(CorruptStoreException.class, () -> prose.tokenPostings(List.of("get")));
      assertTrue(refusal.getMessage().contains(frequency + " times"), refusal.getMessage());
    }
  }

  /** As in a store of LMDB, for which less than 0 is how it keeps that. */
  @Test
  void aLengthBelowNothingIsUnknown() throws Exception {
    Path damaged =
        Databases.create(
            folder.resolve("index-prose.db"),
            "INSERT INTO doc_lengths VALUES ('prose', 5, -9), ('prose', 6, 9)");
    try (var prose = SqliteIndexReader.open(damaged, Mode.PROSE)) {
      assertArrayEquals(new int[] {0, 9}, prose.docLengths(new int[] {5, 6}));
    }
  }

  @Test
  void aFileOfAnotherModeIsRefused() {
    var refusal =
        assertThrows(
            StoreUnavailableException.class, () -> SqliteIndexReader.open(file, Mode.PROSE));
    assertTrue(refusal.getMessage().contains("mode code, expected prose"), refusal.getMessage());
  }

  @Test
  void aMissingFileIsRefusedWithTheCommandThatBuildsIt() {
    var refusal =
        assertThrows(
            StoreUnavailableException.class,
            () -> SqliteIndexReader.open(folder.resolve("index-records.db"), Mode.RECORDS));
    assertEquals("build it with: sluice build --mode records", refusal.remedy());
  }

  /** Lengths and weights are kept in pages of 64 ids, and pages in regions of 4,096 of them. */
  @Test
  void lengthsAndWeightsAreThoseOfTheirChunksHoweverFarApartTheIdsAre() {
    int region = 64 * 4_096;
    int[] docIds = {0, 63, 64, region - 1, region, 3 * region, Integer.MAX_VALUE};
    Path far = folder.resolve("far.db");
    try (var writer = SqliteIndexWriter.create(far, Mode.CODE)) {
      for (int docId : docIds) {
        writer.chunk(SmallIndex.chunk(docId, Mode.CODE), "", "", "");
        writer.docLength(docId, docId / 7 + 1);
      }
      int[] once = new int[docIds.length];
      Arrays.fill(once, 1);
      writer.token(1, "t", new Postings(docIds, once));
      writer.finish();
    }
    int[] asked = {-1, Integer.MAX_VALUE, region, 1, 0, region - 1, 64, 63, 3 * region, region + 1};
    try (var farReader = SqliteIndexReader.open(far, Mode.CODE)) {
      for (int round = 0; round < 2; round++) {
        int[] lengths = farReader.docLengths(asked);
        double[] weights = farReader.weights(asked);
        for (int i = 0; i < asked.length; i++) {
          int docId = asked[i];
          boolean known = IntStream.of(docIds).anyMatch(id -> id == docId);
          assertEquals(known ? docId / 7 + 1 : 0, lengths[i], "length of " + docId);
          assertEquals(known ? 1.0 + docId % 3 : 1, weights[i], "weight of " + docId);
        }
        assertArrayEquals(docIds, farReader.existing(asked));
      }
      var shown = new ArrayList<Integer>();
      farReader.scanPostings(
          List.of("t"),
          (docId, frequency, length, weight) -> {
            assertEquals(docId / 7 + 1, length);
            assertEquals(1.0 + docId % 3, weight);
            shown.add(docId);
          });
      assertEquals(IntStream.of(docIds).boxed().toList(), shown);
    }
  }
}
