package dev.sluice.retrieval.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.contract.ArtifactModels;
import dev.sluice.contract.IndexModel;
import dev.sluice.contract.LmdbModels;
import dev.sluice.contract.ModelGenerator;
import dev.sluice.contract.SqliteModels;
import dev.sluice.core.DurableFiles;
import dev.sluice.core.Embedder;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.IndexReader;
import dev.sluice.core.Mode;
import dev.sluice.core.RecordingLogger;
import dev.sluice.core.SluiceException;
import dev.sluice.retrieval.Ranking;
import dev.sluice.retrieval.SearchOptions;
import dev.sluice.retrieval.Searcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IndexTest {
  private static final Mode MODE = Mode.CODE;
  private static final IndexModel FIRST = ModelGenerator.dense(MODE, 1, 40);
  private static final IndexModel SECOND = ModelGenerator.dense(MODE, 2, 60);

  @TempDir Path root;
  private IndexLayout layout;

  @BeforeEach
  void layout() {
    layout = new IndexLayout(root);
  }

  private void put(Backend backend, IndexModel model) throws IOException {
    switch (backend) {
      case SQLITE -> putSqlite(model);
      case LMDB -> putLmdb(model);
      default -> ArtifactModels.write(model, layout);
    }
  }

  private void putSqlite(IndexModel model) throws IOException {
    Files.createDirectories(layout.sqlite(MODE).getParent());
    Path staged = root.resolve("staged.db");
    SqliteModels.write(model, staged);
    Files.move(staged, layout.sqlite(MODE), StandardCopyOption.ATOMIC_MOVE);
  }

  private void putLmdb(IndexModel model) throws IOException {
    Files.createDirectories(layout.lmdb(MODE).getParent());
    Path staged = LmdbModels.write(model, root.resolve("staged"));
    DurableFiles.replaceFolder(staged, layout.lmdb(MODE), root.resolve("aside"));
  }

  private static int chunks(Index index) {
    return index.reader(MODE).tokenStats().documentCount();
  }

  @Test
  void autoTakesWhatIsThereAndMovesToWhatIsBetterWhenItComes() throws IOException {
    try (var index = Index.open(root)) {
      put(Backend.MEMORY, FIRST);
      assertEquals(Backend.MEMORY, index.selection(MODE).selected());
      put(Backend.LMDB, FIRST);
      assertEquals(Backend.LMDB, index.selection(MODE).selected());
      put(Backend.SQLITE, FIRST);
      assertEquals(Backend.SQLITE, index.selection(MODE).selected());
      Files.delete(layout.sqlite(MODE));
      assertEquals(
          "instead of sqlite (missing)", index.selection(MODE).reason(), "and goes back from it");
      assertEquals(40, chunks(index));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SQLITE", "LMDB", "MEMORY"})
  void whatIsPutInThePlaceOfAStoreAnswersFromThenOn(Backend backend) throws IOException {
    put(backend, FIRST);
    try (var index = Index.open(root, IndexOptions.DEFAULT.withBackend(backend))) {
      IndexReader reader = index.reader(MODE);
      assertEquals(40, reader.tokenStats().documentCount());
      put(backend, SECOND);
      assertEquals(60, reader.tokenStats().documentCount());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LMDB", "MEMORY"})
  void aStoreInUseIsNotClosedWhenItIsReplacedNorWhenTheIndexIs(Backend backend) throws IOException {
    put(backend, FIRST);
    try (var index = Index.open(root, IndexOptions.DEFAULT.withBackend(backend))) {
      index.read(
          MODE,
          reader -> {
            assertEquals(40, reader.tokenStats().documentCount());
            replaceAndAsk(backend, index);
            assertEquals(40, reader.tokenStats().documentCount(), "the one this call began with");
            close(index);
            assertEquals(40, reader.tokenStats().documentCount());
            return null;
          });
      assertThrows(IllegalStateException.class, () -> index.selection(MODE));
    }
  }

  private static void close(Index index) {
    index.close();
  }

  private void replaceAndAsk(Backend backend, Index index) {
    try {
      put(backend, SECOND);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    assertEquals(60, chunks(index));
  }

  @Test
  void theIndexClosesWhatItOpened() throws IOException {
    put(Backend.LMDB, FIRST);
    var index = Index.open(root);
    var kept = new ArrayList<IndexReader>();
    index.read(MODE, kept::add);
    put(Backend.LMDB, SECOND);
    index.read(MODE, kept::add);
    assertThrows(IllegalStateException.class, kept.get(0)::tokenStats, "nobody uses it any more");
    kept.get(1).tokenStats();
    index.close();
    index.close();
    assertThrows(IllegalStateException.class, kept.get(1)::tokenStats);
    assertThrows(IllegalStateException.class, () -> index.reader(MODE).tokenStats());
    assertThrows(
        IllegalStateException.class, () -> index.search(MODE, "word", SearchOptions.DEFAULT));
  }

  @ParameterizedTest
  @EnumSource(names = {"SQLITE", "LMDB", "MEMORY"})
  void manyThreadsSearchWhileTheStoreIsReplacedAndEachAnswerIsOfOneState(Backend backend)
      throws Exception {
    put(backend, FIRST);
    SearchOptions options = SearchOptions.DEFAULT.withRanking(Ranking.BM25).withTop(100);
    List<String> of = List.of(answer(FIRST, options), answer(SECOND, options));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (var index = Index.open(root, IndexOptions.DEFAULT.withBackend(backend))) {
      var done = new AtomicBoolean();
      var begun = new CountDownLatch(4);
      Callable<Integer> searches =
          () -> {
            int count = 0;
            while (!done.get() || count == 0) {
              String found = index.search(MODE, "word40 it", options).hits().toString();
              assertTrue(of.contains(found), found);
              begun.countDown();
              count++;
            }
            return count;
          };
      List<Future<Integer>> running = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        running.add(threads.submit(searches));
      }
      assertTrue(begun.await(60, TimeUnit.SECONDS), "a thread got no answer at all");
      for (int i = 0; i < 6; i++) {
        put(backend, i % 2 == 0 ? SECOND : FIRST);
      }
      done.set(true);
      for (Future<Integer> each : running) {
        assertTrue(each.get() > 0);
      }
      assertEquals(40, chunks(index));
    } finally {
      threads.shutdownNow();
    }
  }

  private static String answer(IndexModel model, SearchOptions options) {
    return new Searcher(model, Embedder.load()).search("word40 it", options).hits().toString();
  }

  @Test
  void aReplacementThatTheGateRefusesIsNotCoveredUpByWhatWasOpen() throws IOException {
    put(Backend.SQLITE, FIRST);
    try (var index = Index.open(root)) {
      assertEquals(40, chunks(index));
      Files.writeString(root.resolve("text"), "not a database");
      Files.move(root.resolve("text"), layout.sqlite(MODE), StandardCopyOption.ATOMIC_MOVE);
      assertCode(ErrorCode.NOT_A_DATABASE, () -> index.selection(MODE));
      put(Backend.MEMORY, SECOND);
      assertEquals(60, chunks(index));
      assertEquals(
          "answered by memory: sqlite is not-a-database: is a file without the header of SQLite",
          index.selection(MODE).warning().orElseThrow(),
          "that LMDB is missing is not worth a word");
    }
  }

  @Test
  void whatIsAskedForByNameAndCannotBeUsedIsRefusedWithItsOwnCode() throws IOException {
    put(Backend.SQLITE, FIRST);
    for (Backend backend : List.of(Backend.LMDB, Backend.MEMORY)) {
      try (var index = Index.open(root, IndexOptions.DEFAULT.withBackend(backend))) {
        assertCode(ErrorCode.MISSING, () -> index.selection(MODE));
      }
    }
    Files.createDirectories(layout.artifacts(MODE));
    Files.writeString(
        layout.artifacts(MODE).resolve("index_state.json"), "{\"sqlite\":{\"pending\":true}}");
    for (Backend backend : List.of(Backend.SQLITE, Backend.SQLITE_FTS, Backend.AUTO)) {
      try (var index = Index.open(root, IndexOptions.DEFAULT.withBackend(backend))) {
        assertCode(ErrorCode.PENDING, () -> index.selection(MODE));
      }
    }
  }

  @Test
  void underARootThatIsAFileEveryStoreIsMissing() throws IOException {
    Path taken = Files.writeString(root.resolve("taken"), "no folder");
    for (Backend backend : Backend.values()) {
      try (var index = Index.open(taken, IndexOptions.DEFAULT.withBackend(backend))) {
        assertCode(ErrorCode.MISSING, () -> index.selection(MODE));
      }
    }
  }

  private static void assertCode(ErrorCode code, Executable work) {
    assertEquals(code, assertThrows(SluiceException.class, work).code());
  }

  @Test
  void thresholdsAreHeldAgainstWhatTheSmallFilesSayElseTheSumOfTheManifest() throws IOException {
    put(Backend.SQLITE, FIRST);
    put(Backend.LMDB, FIRST);
    var options = IndexOptions.DEFAULT.withAutoSqliteThresholdChunks(41);
    assertEquals(
        "instead of sqlite (too small: 40 chunks of 41)",
        Index.explain(root, MODE, options).reason(),
        "by the sum over file_manifest");
    var bytes = IndexOptions.DEFAULT.withAutoSqliteThresholdBytes(1);
    assertEquals(
        "instead of sqlite (no statistics: unknown bytes of 1)",
        Index.explain(root, MODE, bytes).reason());
    put(Backend.MEMORY, SECOND);
    assertEquals("default", Index.explain(root, MODE, options).reason(), "by pieces/manifest.json");
    assertEquals("default", Index.explain(root, MODE, bytes).reason());
  }

  @Test
  void eachSelectionIsLoggedOnceAndWarnsOfWhatIsBroken() throws IOException {
    var log = new RecordingLogger();
    put(Backend.LMDB, FIRST);
    try (var index = new Index(root, IndexOptions.DEFAULT, log)) {
      for (int i = 0; i < 3; i++) {
        index.search(MODE, "word40", SearchOptions.DEFAULT);
      }
      assertEquals(
          List.of("INFO mode code is answered by lmdb: instead of sqlite (missing)"), log.lines());
      put(Backend.LMDB, SECOND);
      chunks(index);
      assertEquals(1, log.lines().size(), "the same choice again");
      Files.createDirectories(layout.sqlite(MODE).getParent());
      Files.writeString(layout.sqlite(MODE), "");
      chunks(index);
      assertEquals(
          List.of(
              "INFO mode code is answered by lmdb: instead of sqlite (empty)",
              "WARN mode code: answered by lmdb: sqlite is empty"),
          log.lines().subList(1, log.lines().size()));
    }
  }

  @Test
  void aViewThatWasClosedRefusesWhileOthersGoOn() throws IOException {
    put(Backend.SQLITE, FIRST);
    try (var index = Index.open(root)) {
      IndexReader view = index.reader(MODE);
      view.close();
      assertThrows(IllegalStateException.class, view::tokenStats);
      assertEquals(40, chunks(index));
    }
  }

  @Test
  void nothingIsOpenedBeforeItIsAskedFor() throws IOException {
    try (var index = Index.open(root.resolve("nowhere"))) {
      assertCode(ErrorCode.MISSING, () -> index.selection(MODE));
      IndexReader view = index.reader(MODE);
      assertCode(ErrorCode.MISSING, view::tokenStats);
    }
    assertFalse(Files.exists(root.resolve("nowhere")));
    put(Backend.SQLITE, FIRST);
    try (var index = Index.open(root)) {
      assertArrayEquals(new int[] {0}, index.reader(MODE).existing(new int[] {0}));
      assertCode(ErrorCode.MISSING, () -> index.selection(Mode.PROSE));
    }
  }
}
