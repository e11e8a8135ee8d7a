package dev.sluice.lmdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.contract.IndexModel;
import dev.sluice.contract.LmdbModels;
import dev.sluice.contract.ModelGenerator;
import dev.sluice.core.Mode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.CursorIterable;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.Txn;

/** Files are LMDB's own: what it writes is read here, and what is written is what it reads. */
class NativeLmdbTest {
  private static final int MAP_BYTES = 256 << 20;
  private static final int DATABASES = 16;
  private static final int THREADS = 4;

  @TempDir Path folder;

  private Env<byte[]> environment(Path place, EnvFlags... flags) {
    return Env.create(ByteArrayProxy.PROXY_BA)
        .setMapSize(MAP_BYTES)
        .setMaxDbs(DATABASES)
        .setMaxReaders(8)
        .open(place.toFile(), flags);
  }

  @Test
  void lmdbReadsEveryRecordOfAStoreAsItIsReadHere() throws Exception {
    Path store = LmdbModels.write(ModelGenerator.dense(Mode.CODE, 5, 300), folder.resolve("s"));
    PageFile file = PageFile.open(store.resolve(LmdbGate.DATA_FILE));
    try (var env = environment(store, EnvFlags.MDB_RDONLY_ENV, EnvFlags.MDB_NOLOCK);
        var transaction = env.txnRead()) {
      for (StoredArtifact artifact : StoredArtifact.values()) {
        Dbi<byte[]> database =
            env.openDbi(transaction, artifact.key().getBytes(UTF_8), null, false);
        Tree tree = file.main().database(artifact.key().getBytes(UTF_8));
        var here = new ArrayList<String>();
        tree.forEach((key, value) -> here.add(text(key, bytes(value))));
        assertEquals(records(database, transaction), here, artifact.key());
        assertEquals(database.stat(transaction).entries, tree.entries());
      }
      Dbi<byte[]> main = env.openDbi(transaction, null, null, false);
      for (String key : StoredArtifact.META_KEYS) {
        assertEquals(
            new String(main.get(transaction, key.getBytes(UTF_8)), UTF_8),
            LmdbGate.text(file, key));
      }
    }
  }

  private static List<String> records(Dbi<byte[]> database, Txn<byte[]> transaction) {
    var records = new ArrayList<String>();
    try (CursorIterable<byte[]> cursor = database.iterate(transaction)) {
      cursor.forEach(record -> records.add(text(record.key(), record.val())));
    }
    return records;
  }

  private static byte[] bytes(ByteBuffer value) {
    byte[] bytes = new byte[value.remaining()];
    value.get(bytes);
    return bytes;
  }

  private static String text(byte[] key, byte[] value) {
    return HexFormat.of().formatHex(key) + " " + value.length + " " + Arrays.hashCode(value);
  }

  /** Values inside pages and in pages of their own, keys of any length, several transactions. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 200, 6_000})
  void whatLmdbPutsAndDeletesIsReadHere(int records) throws Exception {
    var random = new Random(records);
    var expected = new TreeMap<byte[], byte[]>(Arrays::compareUnsigned);
    try (var env = environment(folder)) {
      Dbi<byte[]> database = env.openDbi("some", DbiFlags.MDB_CREATE);
      for (int round = 0; round < 3; round++) {
        try (var transaction = env.txnWrite()) {
          for (int i = 0; i < records; i++) {
            byte[] key = new byte[1 + random.nextInt(random.nextInt(10) == 0 ? 511 : 12)];
            random.nextBytes(key);
            byte[] value = new byte[random.nextInt(random.nextInt(20) == 0 ? 20_000 : 300)];
            random.nextBytes(value);
            database.put(transaction, key, value);
            expected.put(key, value);
          }
          for (byte[] key : List.copyOf(expected.keySet())) {
            if (random.nextInt(4) == 0) {
              database.delete(transaction, key);
              expected.remove(key);
            }
          }
          transaction.commit();
        }
      }
    }
    PageFile file = PageFile.open(folder.resolve(LmdbGate.DATA_FILE));
    Tree tree = file.main().database("some".getBytes(UTF_8));
    var seen = new ArrayList<String>();
    tree.forEach((key, value) -> seen.add(text(key, bytes(value))));
    assertEquals(
        expected.entrySet().stream().map(e -> text(e.getKey(), e.getValue())).toList(), seen);
    expected.forEach((key, value) -> assertEquals(ByteBuffer.wrap(value), tree.get(key)));
    for (int i = 0; i < 1_000; i++) {
      byte[] key = new byte[1 + random.nextInt(20)];
      random.nextBytes(key);
      assertEquals(expected.containsKey(key), tree.contains(key));
    }
  }

  /** The newer of the two meta pages counts, whichever of them that is. */
  @Test
  void theStateAfterEachTransactionIsRead() throws Exception {
    try (var env = environment(folder)) {
      Dbi<byte[]> database = env.openDbi((byte[]) null);
      for (byte i = 1; i <= 4; i++) {
        database.put(new byte[] {i}, new byte[i]);
        PageFile file = PageFile.open(folder.resolve(LmdbGate.DATA_FILE));
        assertEquals(i, file.main().entries());
        assertEquals(i, file.main().get(new byte[] {i}).remaining());
      }
    }
  }

  @Test
  void readingTakesNoSlotInTheTableOfReadersAndMakesNoLockFile() throws Exception {
    IndexModel content = ModelGenerator.dense(Mode.CODE, 5, 300);
    Path store = LmdbModels.write(content, folder.resolve("s"));
    List<String> tokens = List.copyOf(content.tokens().keySet());
    try (var reader = LmdbIndexReader.open(store, Mode.CODE)) {
      assertEquals(List.of(LmdbGate.DATA_FILE), names(store));
      try (var env = environment(store, EnvFlags.MDB_RDONLY_ENV)) {
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
          List<? extends Future<?>> reading =
              IntStream.range(0, THREADS)
                  .mapToObj(i -> threads.submit(() -> reader.tokenPostings(tokens)))
                  .toList();
          assertEquals(0, env.info().numReaders);
          for (Future<?> done : reading) {
            done.get();
          }
          assertEquals(0, env.info().numReaders);
          assertEquals(0, env.readerCheck(), "stale readers");
          try (var transaction = env.txnRead()) {
            assertEquals(1, env.info().numReaders, "the table does count, " + transaction.getId());
          }
        } finally {
          threads.shutdownNow();
        }
      }
    }
  }

  private static List<String> names(Path store) throws IOException {
    try (var paths = Files.list(store)) {
      return paths.map(path -> path.getFileName().toString()).toList();
    }
  }

  @Test
  void aReaderKeepsTheContentOfAFileThatIsReplacedOrRemoved() throws Exception {
    IndexModel content = ModelGenerator.dense(Mode.CODE, 5, 300);
    Path store = LmdbModels.write(content, folder.resolve("s"));
    Path other = LmdbModels.write(ModelGenerator.dense(Mode.CODE, 6, 20), folder.resolve("t"));
    try (var reader = LmdbIndexReader.open(store, Mode.CODE)) {
      Files.move(
          other.resolve(LmdbGate.DATA_FILE),
          store.resolve(LmdbGate.DATA_FILE),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      assertEquals(300, reader.chunks(content.docIds()).size());
      Files.delete(store.resolve(LmdbGate.DATA_FILE));
      assertEquals(300, reader.chunks(content.docIds()).size());
      assertFalse(reader.files().isEmpty());
    }
  }
}
