package dev.sluice.build;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.artifact.ArtifactWriter;
import dev.sluice.artifact.Bundle;
import dev.sluice.artifact.BundleWriter;
import dev.sluice.artifact.IndexState;
import dev.sluice.artifact.RandomBundles;
import dev.sluice.core.BuildFailedException;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.sqlite.SqliteIndexReader;
import dev.sluice.sqlite.TermKind;
import dev.sluice.sqlite.ValidationLevel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncrementalUpdateTest {
  private static final Mode MODE = Mode.CODE;
  private static final Path REAL = Path.of("../shared/real");
  private static final int FILES = 20;

  @TempDir Path root;
  private IndexLayout layout;

  @BeforeEach
  void buildAnIndex() {
    layout = new IndexLayout(root);
    write(files());
    writeArtifacts(files());
    run(BuildRequest.of(layout, MODE).from(From.BUNDLES, null));
  }

  @Test
  void nothingIsTouchedWhereNothingDiffers() throws IOException {
    Path state = layout.artifacts(MODE).resolve("index_state.json");
    Files.setLastModifiedTime(layout.sqlite(MODE), FileTime.fromMillis(1_000_000_000_000L));
    byte[] database = Files.readAllBytes(layout.sqlite(MODE));
    byte[] said = Files.readAllBytes(state);
    write(new DenseMeta(5, 0.5, "another"), files());
    BuildResult result = update();
    assertEquals("unchanged", result.source());
    assertEquals(new FileCounts(0, 0, 0, FILES), result.files());
    assertEquals(2 * FILES, result.chunks());
    assertArrayEquals(database, Files.readAllBytes(layout.sqlite(MODE)));
    assertEquals(
        FileTime.fromMillis(1_000_000_000_000L), Files.getLastModifiedTime(layout.sqlite(MODE)));
    assertArrayEquals(said, Files.readAllBytes(state));
    assertOneFile();
  }

  @Test
  void anIndexMadeAgainWithoutAChangeIsReadyAgain() {
    try (var writer =
        new ArtifactWriter(layout.artifacts(MODE), MODE, RandomBundles.DENSE, Clock.systemUTC())) {
      files().forEach(writer::add);
      writer.publish();
    }
    assertTrue(IndexState.read(layout.artifacts(MODE)).store("sqlite").isEmpty());
    assertEquals("unchanged", update().source());
    assertTrue(IndexState.read(layout.artifacts(MODE)).store("sqlite").orElseThrow().ready());
  }

  @Test
  void hashesThatAreFoundAreFilledInAndNothingElse() throws Exception {
    sql("UPDATE file_manifest SET hash = NULL WHERE file IN ('f03', 'f07')");
    List<String> chunks = Rows.of(layout.sqlite(MODE), "chunks");
    BuildResult result = update();
    assertEquals("incremental", result.source());
    assertEquals(new FileCounts(0, 0, 2, FILES), result.files());
    assertEquals(chunks, Rows.of(layout.sqlite(MODE), "chunks"));
    assertEquals(
        List.of("hash of f03"),
        Rows.ofQuery(layout.sqlite(MODE), "SELECT hash FROM file_manifest WHERE file = 'f03'"));
    assertEquals("unchanged", update().source());
  }

  @Test
  void anUpdateLeavesOneFileInRollbackMode() throws IOException {
    write(changed(3));
    BuildResult result = update();
    assertEquals("incremental", result.source());
    assertEquals(new FileCounts(3, 0, 0, FILES), result.files());
    assertEquals("3 changed, 0 deleted, of 20 files: ratio 0.150", result.reason());
    assertEquals(List.of(), result.warnings());
    assertOneFile();
    assertEquals(1, writeVersion());
    assertTrue(state().contains("\"buildMode\":\"incremental\""), state());
  }

  @Test
  void withAReaderTheLogIsEmptyAndTheNextUpdateMakesItOneFileAgain() throws Exception {
    sql("PRAGMA journal_mode = WAL");
    write(changed(1));
    try (var reader = SqliteIndexReader.open(layout.sqlite(MODE), MODE)) {
      reader.tokenStats();
      BuildResult result = update();
      assertEquals(1, result.warnings().size());
      assertTrue(result.warnings().get(0).contains("WAL mode with an empty log"));
      assertEquals(2, writeVersion());
      assertEquals(0, Files.size(sibling("-wal")));
      assertEquals(2 * FILES + 1, reader.tokenStats().documentCount());
    }
    write(changed(2));
    assertEquals(List.of(), update().warnings());
    assertOneFile();
    assertEquals(1, writeVersion());
  }

  @Test
  void theLogOfAKilledUpdateBecomesPartOfTheFileThoughNothingDiffers() throws Exception {
    Path database = layout.sqlite(MODE);
    byte[] file;
    byte[] log;
    try (Connection killed = DriverManager.getConnection("jdbc:sqlite:" + database);
        var statement = killed.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("UPDATE file_manifest SET size = 11 WHERE file = 'f00'");
      file = Files.readAllBytes(database);
      log = Files.readAllBytes(sibling("-wal"));
    }
    Files.write(database, file);
    Files.write(sibling("-wal"), log);
    assertEquals("unchanged", update().source());
    assertOneFile();
    assertEquals(
        List.of("11"), Rows.ofQuery(database, "SELECT size FROM file_manifest WHERE file = 'f00'"));
  }

  @Test
  void aReaderOfAnOlderStateKeepsItAndTheLogWithIt() throws Exception {
    sql("PRAGMA journal_mode = WAL");
    write(changed(1));
    update();
    sql("PRAGMA journal_mode = WAL");
    try (var reader = SqliteIndexReader.open(layout.sqlite(MODE), MODE)) {
      reader.snapshot(
          snapshot -> {
            int before = snapshot.tokenStats().documentCount();
            write(changed(3));
            BuildResult result = update();
            assertTrue(result.warnings().get(0).contains("changes in the log"));
            assertEquals(before, snapshot.tokenStats().documentCount());
            return null;
          });
      assertEquals(2 * FILES + 3, reader.tokenStats().documentCount());
    }
    write(changed(4));
    update();
    assertOneFile();
    assertRebuildIsTheSame();
  }

  @Test
  void whatTheBundlesLackIsNotLostButBuiltFromTheRicherSource() throws IOException {
    writeArtifacts(changed(1));
    var poorer = new ArrayList<>(files());
    poorer.set(0, RandomBundles.simple("f00", 3, null));
    write(rehashed(poorer, 0));
    BuildResult result = update();
    assertEquals("artifacts", result.source());
    assertTrue(
        result.reason().startsWith("not updated: dense rows would be lost: none for f00"),
        result.reason());
    assertEquals(new FileCounts(1, 0, 0, FILES), result.files());
  }

  @Test
  void refusalsTellReasonAndCountsAndBuildAnew() throws Exception {
    write(changed(8));
    assertRefused(
        "more than 0.35 of the files differ (8 changed, 0 deleted, of 20 files: ratio 0.400)");
    write(changed(9));
    BuildResult few =
        run(BuildRequest.of(layout, MODE).incremental(UpdateLimits.DEFAULT.changed(0.9)));
    assertEquals("incremental", few.source(), few.reason());
    run(BuildRequest.of(layout, MODE).from(From.ARTIFACTS, null));
    write(new DenseMeta(5, RandomBundles.DENSE.scale(), "other"), changed(1));
    assertRefused("the vectors were made another way");
    write(changed(2));
    Files.delete(bundleOf("f01"));
    assertRefused("is missing: the bundle of f01");
    write(changed(3));
    sql("DELETE FROM file_manifest");
    assertRefused("file_manifest has no rows, and there are chunks");
    write(changed(4));
    sql("CREATE TABLE dense_vectors_ann (embedding)");
    assertRefused("the vector table would be left behind: no library of sqlite-vec is set up");
    write(changed(5));
    sql("PRAGMA user_version = 8");
    assertRefused("SLUICE-011");
    Files.writeString(layout.sqlite(MODE), "not a database");
    assertRefused("SLUICE-013");
    Files.delete(layout.sqlite(MODE));
    assertRefused("SLUICE-003");
    Path manifest = layout.incremental(MODE).resolve("manifest.json");
    String listed = Files.readString(manifest);
    Files.writeString(
        manifest,
        listed.replace(
            "\"files\":{",
            "\"files\":{\"f\\\\00\":{\"size\":1,\"bundle\":\"x.json\"},\"f/00\":{\"size\":2,\"bundle\":\"x.json\"},"));
    assertRefused("is there twice");
    Files.writeString(manifest, "{\"version\":5,\"files\":{}}");
    assertRefused("is empty");
    Files.delete(manifest);
    assertRefused("manifest.json is missing");
  }

  @Test
  void aVocabularyThatGrowsTooMuchIsRefused() throws SQLException {
    write(rehashed(List.copyOf(withMoreWords()), 0));
    UpdateLimits limits = UpdateLimits.DEFAULT.terms(TermKind.TOKEN, new UpdateLimits.Growth(9, 5));
    BuildResult result = run(BuildRequest.of(layout, MODE).incremental(limits));
    assertEquals("artifacts", result.source());
    assertTrue(
        result.reason().contains("the token vocabulary would grow by 6 from 3"), result.reason());
  }

  @Test
  void whatIsNotRightIsTakenBack() throws Exception {
    sql("DELETE FROM doc_lengths WHERE doc_id = 30");
    List<String> before = everything();
    write(changed(1));
    var failure = assertThrows(BuildFailedException.class, this::update);
    assertTrue(failure.getMessage().contains("row counts"), failure.getMessage());
    assertEquals(before, everything());
    assertOneFile();
    assertTrue(state().contains("SLUICE-006"), state());
    assertTrue(IndexState.read(layout.artifacts(MODE)).store("sqlite").orElseThrow().ready());
  }

  @Test
  void postingsThatNoRowTellsOfAreFoundToo() throws SQLException {
    assertFalse(state().contains("\"derivable\":[\"chargram\",\"phrase\",\"token\"]"), state());
    write(changed(2));
    update();
    assertRebuildIsTheSame();
  }

  @Test
  void aChangeByAnotherProgramMakesItForgetWhatItKnew() throws Exception {
    sql(
        "INSERT INTO token_vocab VALUES ('code', 77, 'foreign')",
        "INSERT INTO token_postings VALUES ('code', 77, 0, 1)");
    write(changed(1));
    update();
    assertEquals(
        List.of(),
        Rows.ofQuery(layout.sqlite(MODE), "SELECT * FROM token_postings WHERE token_id = 77"));
  }

  @Test
  void aRealIndexUpdatedIsTheOneBuilt() throws IOException, SQLException {
    assumeTrue(Files.isDirectory(REAL), "the real index is not beside this checkout");
    Path before = REAL.resolve("before/incremental/code");
    Path after = REAL.resolve("after/incremental/code");
    var real = new IndexLayout(root.resolve("real"));
    Files.createDirectories(real.root());
    run(BuildRequest.of(real, MODE).bundles(before));
    List<String> ids = idsByFile(real.sqlite(MODE));
    BuildResult result =
        run(BuildRequest.of(real, MODE).bundles(after).incremental(UpdateLimits.DEFAULT));
    assertEquals("incremental", result.source(), result.reason());
    assertEquals(new FileCounts(7, 2, 0, 97), result.files());
    Path built = root.resolve("built.db");
    run(BuildRequest.of(real, MODE).bundles(after).target(built));
    Meaning.assertSameBut("codeRelations", built, real.sqlite(MODE));
    Meaning.assertRankedTheSame(
        built, real.sqlite(MODE), MODE, List.of("get", "env", "cursor", "txn", "lmdb", "buffer"));
    List<String> kept = idsByFile(real.sqlite(MODE));
    kept.retainAll(ids);
    assertEquals(90, kept.size(), "files whose chunks have the ids they had");
  }

  @Test
  void theRichRealIndexIsNotMadePoorer() throws IOException {
    assumeTrue(Files.isDirectory(REAL), "the real index is not beside this checkout");
    var real = new IndexLayout(root.resolve("real"));
    Files.createDirectories(real.sqlite(MODE).getParent());
    Files.copy(REAL.resolve("before/index-sqlite/index-code.db"), real.sqlite(MODE));
    copy(REAL.resolve("after/index-code"), real.artifacts(MODE));
    BuildResult result =
        run(
            BuildRequest.of(real, MODE)
                .bundles(REAL.resolve("after/incremental/code"))
                .incremental(UpdateLimits.DEFAULT.changed(2)));
    assertEquals("artifacts", result.source());
    assertTrue(result.reason().contains("phrase rows would be lost"), result.reason());
    // Its file_manifest tells neither hashes nor times.
    assertEquals(new FileCounts(97, 2, 0, 97), result.files());
    assertTrue(result.counts().get("phrase_postings") > 0, result.counts().toString());
  }

  private static void copy(Path folder, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Path copy = target.resolve(folder.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.write(copy, Files.readAllBytes(file));
        }
      }
    }
  }

  private static List<String> idsByFile(Path file) throws SQLException {
    return Rows.ofQuery(file, "SELECT id, file FROM chunks ORDER BY file, start, id").stream()
        .collect(
            Collectors.groupingBy(row -> row.substring(row.indexOf('|')), Collectors.joining(" ")))
        .values()
        .stream()
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static List<Bundle> files() {
    var files = new ArrayList<Bundle>();
    for (int i = 0; i < FILES; i++) {
      files.add(RandomBundles.simple("f%02d".formatted(i), 2, new byte[5]));
    }
    return files;
  }

  /** The first files have another chunk and another hash. */
  private static List<Bundle> changed(int count) {
    List<Bundle> files = files();
    for (int i = 0; i < count; i++) {
      files.set(i, RandomBundles.simple("f%02d".formatted(i), 3, new byte[5]));
      files = rehashed(files, i);
    }
    return files;
  }

  private static List<Bundle> withMoreWords() {
    var files = files();
    files.set(0, RandomBundles.simple("f00", 8, new byte[5]));
    return files;
  }

  private static List<Bundle> rehashed(List<Bundle> files, int index) {
    var copy = new ArrayList<>(files);
    Bundle file = files.get(index);
    copy.set(
        index,
        new Bundle(
            file.file(),
            "hash" + file.chunks().size() + System.nanoTime(),
            12.5,
            10L,
            file.chunks(),
            null));
    return copy;
  }

  private void write(List<Bundle> files) {
    write(RandomBundles.DENSE, files);
  }

  private void write(DenseMeta dense, List<Bundle> files) {
    try (var writer = new BundleWriter(layout.incremental(MODE), MODE, dense)) {
      files.forEach(writer::add);
      writer.publish();
    }
  }

  private void writeArtifacts(List<Bundle> files) {
    try (var writer =
        new ArtifactWriter(layout.artifacts(MODE), MODE, RandomBundles.DENSE, Clock.systemUTC())) {
      files.forEach(writer::add);
      writer.publish();
    }
  }

  private Path bundleOf(String file) throws IOException {
    try (Stream<Path> bundles = Files.list(layout.incremental(MODE).resolve("files"))) {
      return bundles
          .filter(bundle -> contains(bundle, "\"file\":\"" + file + "\""))
          .findFirst()
          .orElseThrow();
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.readString(file).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BuildResult update() {
    return run(BuildRequest.of(layout, MODE).incremental(UpdateLimits.DEFAULT));
  }

  private static BuildResult run(BuildRequest request) {
    return new SqliteBuild(
            request.validation(ValidationLevel.SMOKE, ValidationLevel.FULL_UP_TO_BYTES),
            Clock.systemUTC())
        .run(BuildProgress.NONE);
  }

  private void assertRefused(String reason) {
    BuildResult result = update();
    assertTrue(result.reason().startsWith("not updated: "), result.reason());
    assertTrue(result.reason().contains(reason), result.reason());
    assertTrue(
        result.warnings().get(0).startsWith("built anew instead of updated: "),
        result.warnings().toString());
    assertEquals(2 * FILES, result.chunks());
  }

  private void assertRebuildIsTheSame() {
    Path built = root.resolve("built.db");
    run(BuildRequest.of(layout, MODE).from(From.BUNDLES, null).target(built));
    try {
      Meaning.assertSame(built, layout.sqlite(MODE));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> everything() throws SQLException {
    var rows = new ArrayList<String>();
    for (String table : Rows.TABLES) {
      rows.addAll(Rows.of(layout.sqlite(MODE), table));
    }
    return rows;
  }

  private void sql(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + layout.sqlite(MODE));
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }

  private void assertOneFile() throws IOException {
    try (Stream<Path> files = Files.list(layout.sqlite(MODE).getParent())) {
      assertEquals(List.of(layout.sqlite(MODE)), files.toList());
    }
  }

  private Path sibling(String suffix) {
    return layout.sqlite(MODE).resolveSibling(layout.sqlite(MODE).getFileName() + suffix);
  }

  private int writeVersion() throws IOException {
    return Files.readAllBytes(layout.sqlite(MODE))[18];
  }

  private String state() {
    try {
      return Files.readString(layout.artifacts(MODE).resolve("index_state.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
