package dev.sluice.retrieval.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.contract.IndexModel;
import dev.sluice.contract.LmdbModels;
import dev.sluice.contract.ModelGenerator;
import dev.sluice.contract.SqliteModels;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.DenseVectors;
import dev.sluice.core.Embedder;
import dev.sluice.core.IndexReader;
import dev.sluice.core.Mode;
import dev.sluice.core.ScoredDoc;
import dev.sluice.lmdb.LmdbIndexReader;
import dev.sluice.retrieval.DenseRanking;
import dev.sluice.sqlite.ReadOptions;
import dev.sluice.sqlite.SqliteIndexReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Dense vectors that are more than may be kept. */
class VectorCacheTest {
  private static final Mode MODE = Mode.CODE;

  /** So long that a block of a scan has 63 of them. */
  private static final DenseMeta META = new DenseMeta(1 << 14, 2.0 / 255, "long");

  /** What all take, with the id and the length of each. */
  private static final long ALL_BYTES = 200L * (META.dims() + 12);

  @TempDir static Path folder;
  private static DenseVectors stored;

  enum Store {
    SQLITE,
    LMDB;

    IndexReader open(long vectorCacheBytes) {
      return this == LMDB
          ? LmdbIndexReader.open(folder.resolve("lmdb"), MODE, vectorCacheBytes)
          : SqliteIndexReader.open(
              folder.resolve("index-code.db"),
              MODE,
              ReadOptions.DEFAULT.withVectorCacheBytes(vectorCacheBytes));
    }
  }

  private record Fixed(String model, int dims) implements Embedder {
    @Override
    public List<float[]> embed(List<String> texts) {
      throw new UnsupportedOperationException();
    }
  }

  @BeforeAll
  static void writeStores() {
    IndexModel some = ModelGenerator.withGaps(MODE, 5, 200);
    stored = new DenseVectors(META, some.docIds(), new byte[200 * META.dims()]);
    new Random(5).nextBytes(stored.data());
    // Some are the same, so that the doc id decides which are the best.
    for (int same : new int[] {60, 64, 130, 199}) {
      System.arraycopy(stored.data(), 0, stored.data(), same * META.dims(), META.dims());
    }
    var model =
        new IndexModel(
            MODE,
            some.chunks(),
            some.lengths(),
            some.tokens(),
            some.phrases(),
            some.chargrams(),
            Optional.of(stored),
            some.minHashSignatures(),
            some.files());
    SqliteModels.write(model, folder.resolve("index-code.db"));
    LmdbModels.write(model, folder.resolve("lmdb"));
  }

  private static List<DenseVectors> scan(IndexReader reader) {
    var blocks = new ArrayList<DenseVectors>();
    reader.scanDenseVectors(blocks::add);
    return blocks;
  }

  @ParameterizedTest
  @EnumSource
  void aScanInBlocksShowsEveryVectorOnceInOrderAndKeepsNone(Store store) {
    try (var reader = store.open(ALL_BYTES - 1)) {
      List<DenseVectors> blocks = scan(reader);
      assertEquals(List.of(63, 63, 63, 11), blocks.stream().map(DenseVectors::count).toList());
      int vector = 0;
      for (DenseVectors block : blocks) {
        for (int i = 0; i < block.count(); i++, vector++) {
          assertEquals(stored.docIds()[vector], block.docIds()[i]);
          int from = vector * META.dims();
          assertArrayEquals(
              Arrays.copyOfRange(stored.data(), from, from + META.dims()),
              Arrays.copyOfRange(block.data(), i * META.dims(), (i + 1) * META.dims()));
        }
      }
      assertEquals(200, vector);
      assertNotSame(blocks.get(0).data(), scan(reader).get(0).data());
      assertEquals(Optional.of(META), reader.denseMeta());
      DenseVectors all = reader.denseVectors().orElseThrow();
      assertArrayEquals(stored.data(), all.data());
      assertNotSame(all.data(), reader.denseVectors().orElseThrow().data());
    }
  }

  @ParameterizedTest
  @EnumSource
  void vectorsWithinTheBoundAreReadOnceAndShownAtOnce(Store store) {
    try (var reader = store.open(ALL_BYTES)) {
      DenseVectors all = reader.denseVectors().orElseThrow();
      assertArrayEquals(stored.docIds(), all.docIds());
      assertEquals(1, scan(reader).size());
      assertSame(all.data(), scan(reader).get(0).data());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNearestAreTheSameToTheBit(Store store) {
    var random = new Random(7);
    try (var whole = store.open(ALL_BYTES);
        var blocks = store.open(0)) {
      for (int query = 0; query < 6; query++) {
        float[] vector = new float[META.dims()];
        for (int i = 0; i < vector.length; i++) {
          // The first is what some of the stored ones are.
          vector[i] = query == 0 ? (stored.data()[i] & 0xFF) - 127.5f : random.nextFloat() - 0.5f;
        }
        for (int k : new int[] {1, 3, 70, 300}) {
          for (IntPredicate allowed : List.<IntPredicate>of(id -> true, id -> id % 3 == 0)) {
            List<ScoredDoc> expected = ranking(whole).top(vector, k, allowed);
            assertEquals(expected, ranking(blocks).top(vector, k, allowed));
            assertEquals(
                Math.min(k, (int) IntStream.of(stored.docIds()).filter(allowed).count()),
                expected.size());
          }
        }
      }
    }
  }

  private static DenseRanking ranking(IndexReader reader) {
    var ranking = new DenseRanking(reader, new Fixed("long", META.dims()));
    assertTrue(ranking.obstacle().isEmpty(), () -> ranking.obstacle().get());
    return ranking;
  }
}
