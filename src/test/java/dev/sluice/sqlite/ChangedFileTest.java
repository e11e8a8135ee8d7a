package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.CorruptStoreException;
import dev.sluice.core.FullTextWeights;
import dev.sluice.core.Mode;
import dev.sluice.core.SchemaMismatchException;
import dev.sluice.core.ScoredDoc;
import dev.sluice.core.StoreUnavailableException;
import dev.sluice.retrieval.Bm25;
import dev.sluice.retrieval.Bm25Parameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an open reader does when its file changes or is replaced. */
class ChangedFileTest {
  @TempDir Path folder;
  private Path file;
  private SqliteIndexReader reader;

  @BeforeEach
  void openAReader() {
    file = folder.resolve("index-code.db");
    SmallIndex.write(file, Mode.CODE, 20);
    reader = SqliteIndexReader.open(file, Mode.CODE, 4);
    assertEquals(20, reader.denseVectors().orElseThrow().count());
    assertEquals(20, reader.minHashSignatures().count());
  }

  @AfterEach
  void close() {
    reader.close();
  }

  @Test
  void aReplacementOfTheSameVersionIsReadFromTheNextCallOn() throws Exception {
    Path other = folder.resolve("other.db");
    SmallIndex.write(other, Mode.CODE, 30);
    replaceBy(other);
    assertEquals(30, reader.tokenStats().documentCount());
    assertEquals(30, reader.denseVectors().orElseThrow().count());
    assertEquals(30, reader.minHashSignatures().count());
    assertEquals(1, reader.chunks(new int[] {29}).size());
  }

  @Test
  void aReplacementOfAnotherVersionIsRefusedBeforeARowIsRead() throws Exception {
    replaceBy(Databases.create(folder.resolve("other.db"), "PRAGMA user_version = 8"));
    assertThrows(SchemaMismatchException.class, () -> reader.chunks(new int[] {1}));
    assertThrows(SchemaMismatchException.class, () -> reader.denseVectors());
    Path good = folder.resolve("good.db");
    SmallIndex.write(good, Mode.CODE, 5);
    replaceBy(good);
    assertEquals(5, reader.tokenStats().documentCount(), "a good file is opened again");
  }

  @Test
  void aReplacementThatIsNoDatabaseIsRefused() throws Exception {
    replaceBy(Files.writeString(folder.resolve("text"), "surprise"));
    assertThrows(CorruptStoreException.class, () -> reader.tokenStats());
  }

  @Test
  void aFileThatIsGoneIsMissing() throws Exception {
    Files.delete(file);
    var refusal = assertThrows(StoreUnavailableException.class, () -> reader.tokenStats());
    assertEquals("SLUICE-003", refusal.code().id());
  }

  @Test
  void aChangeInPlaceIsSeenByValuesThatWereKept() throws Exception {
    change("DELETE FROM dense_vectors WHERE doc_id >= 15", "DELETE FROM minhash_signatures");
    assertEquals(15, reader.denseVectors().orElseThrow().count());
    assertEquals(0, reader.minHashSignatures().count());
  }

  @Test
  void postingsLengthsAndWeightsThatWereKeptAreThoseOfTheFileThereIs() throws Exception {
    assertEquals(20, t1());
    assertEquals(List.of(4.0, 3.0, 4.0), lengthWeightAndSum(8));
    change(
        "DELETE FROM token_postings WHERE doc_id = 9",
        "UPDATE doc_lengths SET len = 70 WHERE doc_id = 8",
        "UPDATE chunks SET weight = 5 WHERE id = 8",
        "DELETE FROM chunks WHERE id = 9",
        "DELETE FROM phrase_postings WHERE doc_id > 3",
        "UPDATE token_stats SET total_docs = 19");
    assertEquals(19, t1());
    assertEquals(List.of(70.0, 5.0, 70.0), lengthWeightAndSum(8));
    assertEquals(19, reader.tokenStats().documentCount());
    assertEquals(4, reader.docIdsOfAny(List.of("p1"), List.of()).length);
    assertEquals(1, reader.existing(new int[] {8, 9}).length);
    change("DELETE FROM chunks WHERE id = 18");
    List<ScoredDoc> found =
        new Bm25(reader, Bm25Parameters.DEFAULT).top(List.of("t9"), 9, i -> true);
    assertEquals(List.of(0), found.stream().map(ScoredDoc::docId).toList(), "18 has no chunk now");
    Path other = folder.resolve("other.db");
    SmallIndex.write(other, Mode.CODE, 30);
    replaceBy(other);
    assertEquals(30, t1());
    assertEquals(List.of(4.0, 3.0, 4.0), lengthWeightAndSum(8));
    assertEquals(30, reader.docIdsOfAny(List.of("p1"), List.of()).length);
  }

  private int t1() {
    reader.tokenPostings(List.of("t1"));
    return reader.tokenPostings(List.of("t1")).get(0).documentFrequency();
  }

  /** The length asked for and as postings of t8 show it. */
  private List<Double> lengthWeightAndSum(int docId) {
    var shown = new double[1];
    reader.scanPostings(
        List.of("t8"),
        (id, frequency, length, weight) -> {
          shown[0] = id == docId ? length : shown[0];
        });
    int[] one = {docId};
    return List.of((double) reader.docLengths(one)[0], reader.weights(one)[0], shown[0]);
  }

  @Test
  void aConnectionOpenedAfterAChangeThatNobodyNoticedDoesNotGetWhatWasKeptBefore()
      throws Exception {
    change("PRAGMA journal_mode = WAL");
    assertEquals(20, reader.denseVectors().orElseThrow().count());
    assertEquals(20, t1());
    reader.snapshot(
        before -> {
          assertEquals(20, before.denseVectors().orElseThrow().count());
          changeUnchecked("DELETE FROM dense_vectors WHERE doc_id >= 15");
          changeUnchecked("DELETE FROM token_postings WHERE doc_id >= 15");
          // The one connection there is belongs to the snapshot, so this opens another.
          assertEquals(15, reader.denseVectors().orElseThrow().count());
          assertEquals(15, t1());
          assertEquals(20, before.denseVectors().orElseThrow().count());
          assertEquals(20, before.tokenPostings(List.of("t1")).get(0).documentFrequency());
          return null;
        });
    assertEquals(15, t1());
  }

  private void changeUnchecked(String sql) {
    try {
      change(sql);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anotherVersionInPlaceIsRefused() throws Exception {
    change("PRAGMA user_version = 6");
    assertThrows(SchemaMismatchException.class, () -> reader.tokenStats());
    change("PRAGMA user_version = 7");
    assertEquals(20, reader.tokenStats().documentCount());
  }

  @Test
  void anotherShapeInPlaceIsRefusedForTheRolesThatNeedIt() throws Exception {
    assertEquals(1, reader.fullText(List.of("w3"), FullTextWeights.DEFAULT, 5).size());
    change("DROP TABLE chunks_fts");
    assertEquals(20, reader.tokenStats().documentCount());
    assertThrows(
        SchemaMismatchException.class,
        () -> reader.fullText(List.of("w3"), FullTextWeights.DEFAULT, 5));
    change("DROP TABLE doc_lengths");
    assertThrows(SchemaMismatchException.class, () -> reader.tokenStats());
  }

  @Test
  void manyReadersThroughManyReplacementsSeeOneFileEachTime() throws Exception {
    var variants = new ArrayList<Path>();
    for (int chunks = 10; chunks < 14; chunks++) {
      Path variant = folder.resolve("variant" + chunks);
      SmallIndex.write(variant, Mode.CODE, chunks);
      variants.add(variant);
    }
    var done = new CountDownLatch(1);
    var threads = Executors.newFixedThreadPool(6);
    try {
      Callable<Integer> reading =
          () -> {
            int reads = 0;
            while (done.getCount() > 0 || reads == 0) {
              int postings = reader.tokenPostings(List.of("t1")).get(0).documentFrequency();
              assertTrue(postings >= 10 && postings <= 20, "read " + postings);
              reads++;
            }
            return reads;
          };
      var readers = new ArrayList<Future<Integer>>();
      for (int i = 0; i < 6; i++) {
        readers.add(threads.submit(reading));
      }
      for (int i = 0; i < 100; i++) {
        Path copy = folder.resolve("copy");
        Files.copy(variants.get(i % 4), copy, StandardCopyOption.REPLACE_EXISTING);
        replaceBy(copy);
      }
      done.countDown();
      for (Future<Integer> reads : readers) {
        assertTrue(reads.get() > 0);
      }
      assertEquals(13, reader.tokenStats().documentCount());
    } finally {
      done.countDown();
      threads.shutdownNow();
    }
  }

  private void replaceBy(Path other) throws Exception {
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void change(String... statements) throws Exception {
    try (Connection connection = Connections.builder(file);
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
