package dev.sluice.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.artifact.Bundle;
import dev.sluice.artifact.BundleWriter;
import dev.sluice.artifact.ChunkRecord;
import dev.sluice.artifact.RandomBundles;
import dev.sluice.core.Chunk;
import dev.sluice.core.FileEntry;
import dev.sluice.core.FullTextWeights;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.Postings;
import dev.sluice.sqlite.LastWrite;
import dev.sluice.sqlite.NewChunk;
import dev.sluice.sqlite.SqliteIndexReader;
import dev.sluice.sqlite.SqliteIndexUpdater;
import dev.sluice.sqlite.ValidationLevel;
import dev.sluice.sqlite.ann.VectorTable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever reads while an index is updated sees one state of it, in every table. */
class IncrementalReadersTest {
  private static final Mode MODE = Mode.CODE;
  private static final int READERS = 8;
  private static final int UPDATES = Integer.getInteger("sluice.updates", 200);
  private static final int FILES = 6;

  @TempDir Path root;

  @Test
  void everySnapshotIsOfOneStateWhileTheIndexIsUpdated() throws Exception {
    var layout = new IndexLayout(root);
    write(layout, 0);
    new SqliteBuild(BuildRequest.of(layout, MODE), Clock.systemUTC()).run(BuildProgress.NONE);
    var done = new AtomicBoolean();
    var seen = new AtomicInteger();
    var executor = Executors.newFixedThreadPool(READERS);
    try (var reader = SqliteIndexReader.open(layout.sqlite(MODE), MODE, READERS)) {
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(
            executor.submit(
                () -> {
                  int last = 0;
                  while (!done.get()) {
                    int generation = reader.snapshot(IncrementalReadersTest::generation);
                    assertTrue(generation >= last, generation + " after " + last);
                    last = generation;
                    seen.incrementAndGet();
                    // Readers that never pause leave the update no processor.
                    LockSupport.parkNanos(20_000_000);
                  }
                }));
      }
      for (int generation = 1; generation <= UPDATES; generation++) {
        update(layout.sqlite(MODE), generation);
      }
      done.set(true);
      for (Future<?> one : readers) {
        one.get();
      }
    } finally {
      done.set(true);
      executor.shutdownNow();
    }
    assertTrue(seen.get() >= UPDATES / 4, seen + " snapshots were looked at");
  }

  private static void write(IndexLayout layout, int generation) {
    try (var writer = new BundleWriter(layout.incremental(MODE), MODE, RandomBundles.DENSE)) {
      bundles(generation).forEach(writer::add);
      writer.publish();
    }
  }

  /** All files but the last are changed with each generation, and tell which it is. */
  private static List<Bundle> bundles(int generation) {
    var bundles = new ArrayList<Bundle>();
    for (int i = 0; i < FILES; i++) {
      int number = i == FILES - 1 ? 0 : generation;
      Bundle bundle = RandomBundles.simple("f" + i, 1 + (number + i) % 3, new byte[5]);
      bundles.add(
          new Bundle(bundle.file(), "generation " + number, 1.0, 1L, bundle.chunks(), null));
    }
    return bundles;
  }

  /** As an update does it, without the bundles on the disk. */
  private static void update(Path file, int generation) {
    List<Bundle> changed = bundles(generation).subList(0, FILES - 1);
    var counts = new LinkedHashMap<String, Integer>();
    changed.forEach(bundle -> counts.put(bundle.file(), bundle.chunks().size()));
    try (var updater =
        SqliteIndexUpdater.open(file, MODE, LastWrite.UNKNOWN, VectorTable.DEFAULT)) {
      Map<String, int[]> docIds = updater.replace(List.of(), counts);
      for (Bundle bundle : changed) {
        var chunks = new ArrayList<NewChunk>();
        for (ChunkRecord record : bundle.chunks()) {
          chunks.add(newChunk(record, docIds.get(bundle.file())[chunks.size()]));
        }
        updater.add(chunks);
        updater.files(List.of(new FileEntry(bundle.file(), bundle.hash(), 1.0, 1L, chunks.size())));
      }
      updater.finish();
      assertEquals(List.of(), updater.check(ValidationLevel.SMOKE));
      updater.commit();
    }
  }

  private static NewChunk newChunk(ChunkRecord record, int docId) {
    return new NewChunk(
        record.chunk().withDocId(docId),
        record.signature(),
        record.doc(),
        record.tokens(),
        record.ngrams(),
        record.chargrams(),
        record.minhash(),
        record.embedding());
  }

  /** Which generation the state is of, if every table agrees that it is. */
  private static int generation(SqliteIndexReader state) {
    int generation =
        Integer.parseInt(state.files().get(0).hash().substring("generation ".length()));
    int chunks = 0;
    for (int i = 0; i < FILES; i++) {
      int number = i == FILES - 1 ? 0 : generation;
      assertEquals("generation " + number, state.files().get(i).hash());
      int[] docIds = state.docIdsOf("f" + i);
      assertEquals(1 + (number + i) % 3, docIds.length);
      assertEquals(docIds.length, state.files().get(i).chunkCount());
      for (Chunk chunk : state.chunks(docIds)) {
        assertEquals("f" + i, chunk.file());
      }
      chunks += docIds.length;
    }
    assertEquals(chunks, state.tokenStats().documentCount());
    Postings all = state.tokenPostings(List.of("word")).get(0);
    assertEquals(chunks, all.documentFrequency());
    assertEquals(chunks, state.existing(all.docIds()).length);
    assertEquals(2 * chunks, IntStream.of(state.docLengths(all.docIds())).sum());
    assertEquals(chunks, state.chargramPostings(List.of("wor")).get(0).length);
    assertEquals(chunks, state.minHashSignatures().count());
    assertEquals(chunks, state.denseVectors().orElseThrow().count());
    assertEquals(chunks, state.fullText(List.of("word"), FullTextWeights.DEFAULT, 1_000).size());
    return generation;
  }
}
