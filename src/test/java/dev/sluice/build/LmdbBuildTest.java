package dev.sluice.build;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.artifact.IndexState;
import dev.sluice.artifact.IndexState.StoreState;
import dev.sluice.contract.ChildJvm;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.InvalidArtifactException;
import dev.sluice.core.Mode;
import dev.sluice.core.SluiceException;
import dev.sluice.lmdb.LmdbGate;
import dev.sluice.lmdb.LmdbIndexReader;
import dev.sluice.lmdb.LmdbValidator;
import dev.sluice.sqlite.ValidationLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LmdbBuildTest {
  private static final Mode MODE = Mode.CODE;
  private static final int CHUNKS = 6;

  @TempDir Path root;
  private IndexLayout layout;

  @BeforeEach
  void writeArtifacts() {
    layout = new IndexLayout(root);
    SmallArtifacts.write(layout, MODE);
  }

  private BuildResult build() {
    var request =
        BuildRequest.lmdb(layout, MODE)
            .validation(ValidationLevel.FULL, ValidationLevel.FULL_UP_TO_BYTES);
    return new LmdbBuild(request, Clock.systemUTC()).run(BuildProgress.NONE);
  }

  private Path data() {
    return layout.lmdb(MODE).resolve(LmdbGate.DATA_FILE);
  }

  @Test
  void theStoreThatIsReplacedIsKeptWhereItIsWanted() throws IOException {
    build();
    byte[] before = Files.readAllBytes(data());
    var keeping = BuildRequest.lmdb(layout, MODE).keepingBackup();
    Path backup = new LmdbBuild(keeping, Clock.systemUTC()).run(BuildProgress.NONE).backup();
    assertEquals(data().resolveSibling("data.mdb.bak"), backup);
    assertArrayEquals(before, Files.readAllBytes(backup));
  }

  @Test
  void theStoreHoldsWhatTheSqliteStoreDoesAndCountsItAlike() {
    BuildResult sqlite =
        new SqliteBuild(BuildRequest.of(layout, MODE), Clock.systemUTC()).run(BuildProgress.NONE);
    BuildResult lmdb = build();
    sqlite
        .counts()
        .forEach(
            (table, rows) -> {
              if (!table.equals("chunks_fts")) {
                assertEquals(rows, lmdb.counts().get(table), table);
              }
            });
    assertEquals(CHUNKS, lmdb.chunks());
    assertEquals(List.of(), LmdbValidator.full(layout.lmdb(MODE), MODE));
  }

  @Test
  void indexStateTellsTheLayoutVersionCountsBytesAndTime() throws IOException {
    BuildResult result = build();
    var state = IndexState.read(layout.artifacts(MODE)).store("lmdb").orElseThrow();
    assertEquals(new StoreState(true, true, false, LmdbGate.SCHEMA_VERSION), state);
    String text = Files.readString(layout.artifacts(MODE).resolve("index_state.json"));
    assertTrue(text.contains("\"bytes\":" + Files.size(data())), text);
    assertTrue(text.contains("\"chunks\":" + result.chunks()), text);
    assertTrue(text.contains("\"token_postings\":"), text);
  }

  @Test
  void theStoreIsOneFileAndALockFileOfTheOldOneIsGone() throws IOException {
    build();
    Files.write(layout.lmdb(MODE).resolve(LmdbGate.LOCK_FILE), new byte[8192]);
    build();
    try (Stream<Path> files = Files.walk(root.resolve("index-lmdb"))) {
      assertEquals(List.of(data()), files.filter(Files::isRegularFile).toList());
    }
  }

  @Test
  void whatHeldTheOldStoreKeepsReadingIt() {
    build();
    try (var reader = LmdbIndexReader.open(layout.lmdb(MODE), MODE)) {
      build();
      assertEquals(CHUNKS, reader.chunks(new int[] {0, 1, 2, 3, 4, 5}).size());
    }
  }

  @Test
  void aFailedBuildLeavesTheOldStoreAndNothingElseAndSaysSo() throws IOException {
    build();
    byte[] before = Files.readAllBytes(data());
    Path postings = layout.artifacts(MODE).resolve("token_postings.json");
    Files.writeString(postings, Files.readString(postings).replace("[[0,", "[[77,"));
    assertThrows(InvalidArtifactException.class, this::build);
    assertArrayEquals(before, Files.readAllBytes(data()));
    try (Stream<Path> files = Files.list(root.resolve("index-lmdb"))) {
      assertEquals(List.of(layout.lmdb(MODE)), files.toList());
    }
    assertTrue(IndexState.read(layout.artifacts(MODE)).store("lmdb").orElseThrow().ready());
  }

  /**
   * Postings can be made of the chunks' tokens; without those, or without chunks, there is nothing.
   */
  @ParameterizedTest
  @ValueSource(strings = {"chunk_meta.json", "token_postings.json"})
  void withoutAMandatoryArtifactNotAByteIsWritten(String artifact) throws IOException {
    Path file = layout.artifacts(MODE).resolve(artifact);
    Files.delete(file);
    Path chunks = layout.artifacts(MODE).resolve("chunk_meta.json");
    if (Files.exists(chunks)) {
      Files.writeString(
          chunks, Files.readString(chunks).replaceAll("\"tokens\":\\[[^]]*]", "\"tokens\":null"));
    }
    var refusal =
        assertThrows(
            SluiceException.class,
            () -> {
              var request = BuildRequest.lmdb(layout, MODE).from(From.ARTIFACTS, "asked for");
              new LmdbBuild(request, Clock.systemUTC()).run(BuildProgress.NONE);
            });
    String expected =
        artifact.startsWith("chunk") ? "holds no chunk_meta" : "token_postings is missing";
    assertTrue(refusal.getMessage().contains(expected), refusal.getMessage());
    assertFalse(Files.exists(root.resolve("index-lmdb")), "something was written");
  }

  /** The hard way: nothing of the process runs after it. */
  @ParameterizedTest
  @CsvSource({"rows, 1", "rows, 12", "indexes, 0", "validation, 0"})
  void killedAtAnyMomentOfABuildThePreviousStoreIsIntactAndOpens(String phase, long done)
      throws Exception {
    build();
    byte[] before = Files.readAllBytes(data());
    try (var child =
        new ChildJvm("64m", LmdbBuildTest.class, root.toString(), phase, Long.toString(done))) {
      assertEquals("waiting", child.line().orElseThrow());
      try (Stream<Path> files = Files.list(root.resolve("index-lmdb"))) {
        assertEquals(2, files.count(), "the store and the one in the making");
      }
    }
    assertArrayEquals(before, Files.readAllBytes(data()));
    try (var reader = LmdbIndexReader.open(layout.lmdb(MODE), MODE)) {
      assertEquals(CHUNKS, reader.existing(new int[] {0, 1, 2, 3, 4, 5}).length);
    }
    build();
    try (Stream<Path> files = Files.list(root.resolve("index-lmdb"))) {
      assertEquals(List.of(layout.lmdb(MODE)), files.toList(), "what the killed build left");
    }
  }

  /** Builds up to a step, says so and waits to be killed. */
  public static void main(String[] arguments) {
    var layout = new IndexLayout(Path.of(arguments[0]));
    new LmdbBuild(BuildRequest.lmdb(layout, MODE), Clock.systemUTC())
        .run(
            (phase, done, total) -> {
              if (phase.equals(arguments[1]) && done == Long.parseLong(arguments[2])) {
                System.out.println("waiting");
                sleepForever();
              }
            });
  }

  private static void sleepForever() {
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
