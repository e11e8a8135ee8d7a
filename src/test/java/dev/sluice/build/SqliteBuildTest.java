package dev.sluice.build;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.artifact.IndexState;
import dev.sluice.core.BuildFailedException;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.InvalidArtifactException;
import dev.sluice.core.Mode;
import dev.sluice.core.StoreUnavailableException;
import dev.sluice.sqlite.SqliteIndexReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteBuildTest {
  private static final Mode MODE = Mode.CODE;

  @TempDir Path root;
  private IndexLayout layout;

  @BeforeEach
  void writeArtifacts() {
    layout = new IndexLayout(root);
    SmallArtifacts.write(layout, MODE);
  }

  @Test
  void everyArtifactBecomesRows() {
    BuildResult result = build();
    assertEquals(6, result.chunks());
    assertEquals(3, result.files().total());
    try (var reader = SqliteIndexReader.open(layout.sqlite(MODE), MODE)) {
      assertEquals("a.java", reader.chunks(new int[] {2}).get(0).file());
      assertArrayEquals(new int[] {3, 4, 5}, reader.docIdsOf("b.java"));
      assertEquals(6, reader.tokenPostings(List.of("word")).get(0).documentFrequency());
      assertEquals(6, reader.denseVectors().orElseThrow().count());
      assertEquals(6, reader.minHashSignatures().count());
      assertEquals(0, reader.files().get(2).chunkCount());
      assertEquals("hash of a.java", reader.files().get(0).hash());
    }
  }

  @Test
  void indexStateTellsSuccessAndKeepsWhatItHeld() {
    build();
    var state = IndexState.read(layout.artifacts(MODE)).store("sqlite").orElseThrow();
    assertEquals(new IndexState.StoreState(true, true, false, 7), state);
  }

  @Test
  void whatHeldTheOldDatabaseKeepsReadingIt() {
    build();
    try (var reader = SqliteIndexReader.open(layout.sqlite(MODE), MODE)) {
      assertEquals(6, reader.tokenStats().documentCount());
      build();
      assertEquals(6, reader.chunks(new int[] {0, 1, 2, 3, 4, 5}).size());
    }
  }

  @Test
  void theDatabaseThatIsReplacedIsKeptWhereItIsWantedAndNoBackupTakesThePlaceOfAnother()
      throws IOException {
    var keeping = BuildRequest.of(layout, MODE).keepingBackup();
    assertNull(new SqliteBuild(keeping, Clock.systemUTC()).run(BuildProgress.NONE).backup());
    byte[] before = Files.readAllBytes(layout.sqlite(MODE));
    Files.writeString(Path.of(layout.sqlite(MODE) + ".bak"), "of yesterday");
    Path backup = new SqliteBuild(keeping, Clock.systemUTC()).run(BuildProgress.NONE).backup();
    assertEquals(Path.of(layout.sqlite(MODE) + ".bak-2"), backup);
    assertArrayEquals(before, Files.readAllBytes(backup));
    assertEquals("of yesterday", Files.readString(Path.of(layout.sqlite(MODE) + ".bak")));
    assertNull(build().backup());
  }

  @Test
  void aLogThatNobodyClosedIsPartOfTheBackup() throws Exception {
    build();
    try (var log = DriverManager.getConnection("jdbc:sqlite:" + layout.sqlite(MODE));
        var statement = log.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("UPDATE chunks SET headline = 'in the log'");
      var keeping = BuildRequest.of(layout, MODE).keepingBackup();
      Path backup = new SqliteBuild(keeping, Clock.systemUTC()).run(BuildProgress.NONE).backup();
      try (var reader = SqliteIndexReader.open(backup, MODE)) {
        assertEquals("in the log", reader.chunks(new int[] {2}).get(0).headline());
      }
    }
  }

  @Test
  void aFailedBuildLeavesTheOldDatabaseAndNothingElseAndSaysSo() throws IOException {
    build();
    byte[] before = Files.readAllBytes(layout.sqlite(MODE));
    Path lengths = layout.artifacts(MODE).resolve("token_postings.json");
    Files.writeString(lengths, Files.readString(lengths).replace("[[0,", "[[77,"));
    var refusal = assertThrows(InvalidArtifactException.class, this::build);
    assertTrue(refusal.getMessage().contains("77"), refusal.getMessage());
    assertArrayEquals(before, Files.readAllBytes(layout.sqlite(MODE)));
    try (Stream<Path> files = Files.list(layout.sqlite(MODE).getParent())) {
      assertEquals(List.of(layout.sqlite(MODE)), files.toList());
    }
    var state = IndexState.read(layout.artifacts(MODE)).store("sqlite").orElseThrow();
    assertTrue(state.ready());
    assertFalse(state.pending());
    assertTrue(
        Files.readString(layout.artifacts(MODE).resolve("index_state.json"))
            .contains("SLUICE-020"));
  }

  @Test
  void aTargetThatCannotBeWrittenIsNamed() throws IOException {
    Files.writeString(root.resolve("index-sqlite"), "in the way");
    var refusal = assertThrows(BuildFailedException.class, this::build);
    assertTrue(refusal.getMessage().contains("index-code.db"), refusal.getMessage());
  }

  @Test
  void withoutArtifactsThereIsNothingToBuild() {
    var refusal =
        assertThrows(
            StoreUnavailableException.class,
            () ->
                new SqliteBuild(BuildRequest.of(layout, Mode.PROSE), Clock.systemUTC())
                    .run(BuildProgress.NONE));
    assertEquals("SLUICE-003", refusal.code().id());
    assertFalse(Files.exists(layout.artifacts(Mode.PROSE)));
  }

  private BuildResult build() {
    return new SqliteBuild(BuildRequest.of(layout, MODE), Clock.systemUTC())
        .run(BuildProgress.NONE);
  }
}
