package dev.sluice.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.artifact.ArtifactWriter;
import dev.sluice.artifact.Bundle;
import dev.sluice.artifact.BundleWriter;
import dev.sluice.artifact.IndexState;
import dev.sluice.artifact.RandomBundles;
import dev.sluice.core.DurableFiles;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.InvalidArtifactException;
import dev.sluice.core.Mode;
import dev.sluice.core.StoreUnavailableException;
import dev.sluice.sqlite.ValidationLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleBuildTest {
  private static final Mode MODE = Mode.CODE;

  @TempDir Path root;
  private IndexLayout layout;

  @BeforeEach
  void chooseRoot() {
    layout = new IndexLayout(root);
  }

  @Property(tries = 60)
  void aBuildFromBundlesEqualsOneFromArtifacts(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int workers)
      throws IOException, SQLException {
    Path folder = Files.createTempDirectory("sluice-bundles");
    try {
      layout = new IndexLayout(folder);
      write(RandomBundles.wellFormed(seed));
      Path fromArtifacts = folder.resolve("artifacts.db");
      Path fromBundles = folder.resolve("bundles.db");
      build(request().from(From.ARTIFACTS, null).target(fromArtifacts));
      build(request().from(From.BUNDLES, null).target(fromBundles).workers(workers));
      for (String table : Rows.TABLES) {
        assertEquals(Rows.of(fromArtifacts, table), Rows.of(fromBundles, table), table);
      }
    } finally {
      DurableFiles.deleteTree(folder);
    }
  }

  @Test
  void theOrderIsThatOfTheManifest() throws IOException, SQLException {
    write(
        List.of(RandomBundles.simple("a.java", 2, null), RandomBundles.simple("b.java", 1, null)));
    Path manifest = manifest();
    String text = Files.readString(manifest);
    int first = text.indexOf("\"a.java\"");
    int second = text.indexOf("\"b.java\"");
    int end = text.length() - 2;
    Files.writeString(
        manifest,
        text.substring(0, first)
            + text.substring(second, end)
            + ","
            + text.substring(first, second - 1)
            + text.substring(end));
    build(request().from(From.BUNDLES, null));
    assertEquals(
        List.of("0|b.java", "1|a.java", "2|a.java"),
        Rows.ofQuery(layout.sqlite(MODE), "SELECT id, file FROM chunks ORDER BY id"));
  }

  @Test
  void vectorsOfDifferentLengthsAreRefusedWithBothFilesAndSizesThoughThereAreArtifacts()
      throws IOException {
    write(List.of(RandomBundles.simple("a.java", 1, new byte[5])));
    BuildResult before = build(request());
    byte[] database = Files.readAllBytes(before.path());
    var bundles = new BundleWriter(layout.incremental(MODE), MODE, RandomBundles.DENSE);
    bundles.add(RandomBundles.simple("a.java", 1, new byte[5]));
    bundles.add(RandomBundles.simple("b.java", 1, new byte[6]));
    bundles.publish();
    var refusal =
        assertThrows(
            InvalidArtifactException.class, () -> build(request().from(From.BUNDLES, null)));
    String message = refusal.getMessage();
    assertTrue(message.contains("a.java has vectors of 5 dimensions, b.java of 6"), message);
    assertEquals(-1, Arrays.mismatch(database, Files.readAllBytes(before.path())));
    assertOnlyTheDatabase();
  }

  @Test
  void floatsAreQuantisedAsTheManifestSaysAndWhatIsCutIsCounted() throws IOException, SQLException {
    write(List.of(RandomBundles.simple("a.java", 1, new byte[5])));
    String scale = "\"scale\":";
    String manifest = Files.readString(manifest());
    int from = manifest.indexOf(scale) + scale.length();
    int to = manifest.indexOf('}', from);
    Files.writeString(manifest(), manifest.substring(0, from) + 4.0 / 255 + manifest.substring(to));
    Files.writeString(
        onlyBundle(),
        """
        {"file":"a.java","chunks":[{"start":0,"end":1,"embedding":[-2,2,9,0.01,-7]}]}
        """);
    withoutChecksum();
    BuildResult result = build(request().from(From.BUNDLES, null));
    assertEquals(
        List.of("00FFFF8000"),
        Rows.ofQuery(layout.sqlite(MODE), "SELECT hex(vector) FROM dense_vectors"));
    assertEquals(
        "2 components of embeddings were cut to the range of the stored vectors, -2.0 to 2.0",
        result.warnings().get(0));
  }

  private void withoutChecksum() throws IOException {
    String manifest = Files.readString(manifest());
    Files.writeString(
        manifest(), manifest.replaceAll(",\\s*\"bundleChecksum\":\\s*\"[^\"]*\"", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"file":"a.java"}                      | has no chunks
          {"file":"a.java","chunks":null}        | chunks is null
          {"file":"a.java","chunks":[[1]]}       | chunk is an array
          {"file":"a.java","chunks":[7]}         | chunk is 7
          {"file":"a.java","chunks":[{"st        | bundle.json
          {"file":"b.java","chunks":[]}          | is the bundle of b.java
          ''                                     | is empty
          """)
  void aBadBundleIsNamedAndTheArtifactsMakeUpForIt(String content, String reason)
      throws IOException {
    write(List.of(RandomBundles.simple("a.java", 2, null)));
    Path bundle = onlyBundle();
    Files.writeString(bundle, content);
    String expected = reason.replace("bundle.json", bundle.getFileName().toString());
    BuildResult result = build(request().from(From.BUNDLES, null));
    assertEquals("artifacts", result.source());
    assertTrue(result.reason().contains(expected), result.reason());
    assertTrue(result.reason().contains(bundle.toString()), result.reason());
    assertEquals(1, result.warnings().size());
    DurableFiles.deleteTree(layout.artifacts(MODE));
    var refusal = assertThrows(InvalidArtifactException.class, () -> build(request()));
    assertEquals(20, refusal.code().exitCode());
    assertTrue(refusal.getMessage().contains(expected), refusal.getMessage());
  }

  @Test
  void aMissingBundleIsNamed() throws IOException {
    write(List.of(RandomBundles.simple("a.java", 2, null)));
    Files.delete(onlyBundle());
    DurableFiles.deleteTree(layout.artifacts(MODE));
    var refusal = assertThrows(InvalidArtifactException.class, () -> build(request()));
    assertTrue(refusal.getMessage().contains("is missing: the bundle of a.java"));
  }

  @Test
  void bundlesAloneMakeAnIndexAndItsState() throws IOException {
    write(List.of(RandomBundles.simple("a.java", 2, new byte[5])));
    DurableFiles.deleteTree(layout.artifacts(MODE));
    BuildResult result = build(request());
    assertEquals("bundles", result.source());
    assertEquals("there are no artifacts", result.reason());
    var state = IndexState.read(layout.artifacts(MODE)).store("sqlite").orElseThrow();
    assertTrue(state.ready());
  }

  @Test
  void bundlesOfElsewhereMakeTheRootItsIndexAndItsState() throws IOException {
    write(List.of(RandomBundles.simple("a.java", 2, new byte[5])));
    var elsewhere = new IndexLayout(root.resolve("not/there/yet"));
    BuildResult result =
        build(
            BuildRequest.of(elsewhere, MODE)
                .bundles(layout.incremental(MODE))
                .incremental(UpdateLimits.DEFAULT));
    assertEquals("bundles", result.source());
    var state = IndexState.read(elsewhere.artifacts(MODE)).store("sqlite").orElseThrow();
    assertTrue(state.ready());
  }

  @Test
  void bundlesThatAreNotWhereTheyWereNamedAreToldOfAndNothingIsMade() {
    Path nowhere = root.resolve("nowhere");
    var elsewhere = new IndexLayout(root.resolve("not/there/yet"));
    var request =
        BuildRequest.of(elsewhere, MODE).bundles(nowhere).incremental(UpdateLimits.DEFAULT);
    var refusal = assertThrows(StoreUnavailableException.class, () -> build(request));
    assertTrue(refusal.getMessage().contains(nowhere + " holds no manifest.json"));
    assertFalse(Files.exists(elsewhere.root()));
  }

  @Test
  void poorerBundlesAreNotChosenAndTheirLossIsReported() throws IOException {
    write(List.of(RandomBundles.simple("a.java", 2, new byte[5])));
    var poorer = new BundleWriter(layout.incremental(MODE), MODE, null);
    poorer.add(RandomBundles.simple("a.java", 2, null));
    poorer.publish();
    BuildResult chosen = build(request());
    assertEquals("artifacts", chosen.source());
    assertEquals("the bundles have no dense rows", chosen.reason());
    assertEquals(List.of(), chosen.lost());
    BuildResult asked = build(request().from(From.BUNDLES, null));
    assertEquals("bundles", asked.source());
    assertEquals(List.of("dense_vectors"), asked.lost());
    assertEquals(
        List.of("built without dense rows: the artifacts have them, the bundles not"),
        asked.warnings());
  }

  @Test
  void richerBundlesAreChosen() throws IOException {
    write(List.of(RandomBundles.simple("a.java", 2, new byte[5])));
    Files.delete(layout.artifacts(MODE).resolve("phrase_ngrams.json"));
    BuildResult result = build(request());
    assertEquals("bundles", result.source());
    assertEquals("the artifacts have no phrase rows", result.reason());
  }

  @Test
  void conflictingPathsAreReportedOnceAndTheFullerEntryCounts() throws IOException, SQLException {
    write(List.of(RandomBundles.simple("d/a.java", 1, null)));
    Path manifest = manifest();
    String text = Files.readString(manifest);
    String poorer = "\"d\\\\a.java\":{\"size\":1,\"bundle\":\"none.json\"},";
    Files.writeString(manifest, text.replace("\"files\":{", "\"files\":{" + poorer));
    BuildResult result = build(request().from(From.BUNDLES, null));
    assertEquals(1, result.warnings().size());
    assertTrue(result.warnings().get(0).contains("d/a.java"), result.warnings().toString());
    assertEquals(
        List.of("d/a.java|10"),
        Rows.ofQuery(layout.sqlite(MODE), "SELECT file, size FROM file_manifest"));
  }

  @Test
  void termsThatNoDatabaseCanHoldAreLeftOutAndCounted() throws IOException, SQLException {
    write(List.of(RandomBundles.simple("a.java", 1, null)));
    Path grams = layout.artifacts(MODE).resolve("chargram_postings.json");
    Files.writeString(
        grams,
        "{\"vocab\":[\"\\ud800\",\"\\udfff\",\"\\ud83d\\ude00\"],\"postings\":[[0],[0],[0]]}");
    BuildResult result = build(request());
    assertEquals(
        List.of("2 terms were left out: they hold half of a surrogate pair"), result.warnings());
    assertEquals(
        List.of("\uD83D\uDE00"),
        Rows.ofQuery(layout.sqlite(MODE), "SELECT gram FROM chargram_vocab"));
  }

  @Test
  void lostTokenPostingsAreMadeAgainWithAWarning() throws IOException, SQLException {
    write(RandomBundles.wellFormed(7));
    Path whole = root.resolve("whole.db");
    Path again = root.resolve("again.db");
    build(request().from(From.ARTIFACTS, null).target(whole));
    Files.delete(layout.artifacts(MODE).resolve("token_postings.json"));
    BuildResult result = build(request().from(From.ARTIFACTS, null).target(again));
    assertTrue(result.warnings().get(0).contains("token_postings is missing"));
    for (String table : Rows.TABLES) {
      assertEquals(Rows.of(whole, table), Rows.of(again, table), table);
    }
  }

  @Test
  void filesGetTheirTimesFromTheManifestUnlessItIsOfAnotherState()
      throws IOException, SQLException {
    write(
        List.of(RandomBundles.simple("a.java", 1, null), RandomBundles.simple("b.java", 1, null)));
    Path manifest = manifest();
    Files.writeString(
        manifest, Files.readString(manifest).replace("hash of b.java", "another hash"));
    build(request().from(From.ARTIFACTS, null));
    assertEquals(
        List.of("a.java|hash of a.java|12.5|10|1", "b.java|hash of b.java|null|10|1"),
        Rows.ofQuery(
            layout.sqlite(MODE),
            "SELECT file, hash, mtimeMs, size, chunk_count FROM file_manifest ORDER BY file"));
  }

  @Test
  void withoutAnySourceThereIsNothingToBuild() {
    for (From from : From.values()) {
      assertThrows(
          StoreUnavailableException.class, () -> build(request().from(from, null)), "" + from);
    }
    assertFalse(Files.exists(root.resolve("index-sqlite")));
  }

  private BuildRequest request() {
    return BuildRequest.of(layout, MODE)
        .validation(ValidationLevel.FULL, ValidationLevel.FULL_UP_TO_BYTES);
  }

  private static BuildResult build(BuildRequest request) {
    return new SqliteBuild(request, Clock.systemUTC()).run(BuildProgress.NONE);
  }

  private void write(List<Bundle> written) {
    var bundles = new BundleWriter(layout.incremental(MODE), MODE, RandomBundles.DENSE);
    try (var artifacts =
        new ArtifactWriter(layout.artifacts(MODE), MODE, RandomBundles.DENSE, Clock.systemUTC())) {
      for (Bundle bundle : written) {
        artifacts.add(bundle);
        bundles.add(bundle);
      }
      artifacts.publish();
    }
    bundles.publish();
  }

  private Path manifest() {
    return layout.incremental(MODE).resolve("manifest.json");
  }

  private Path onlyBundle() throws IOException {
    try (Stream<Path> files = Files.list(layout.incremental(MODE).resolve("files"))) {
      return files.findFirst().orElseThrow();
    }
  }

  private void assertOnlyTheDatabase() throws IOException {
    try (Stream<Path> files = Files.list(layout.sqlite(MODE).getParent())) {
      assertEquals(List.of(layout.sqlite(MODE)), files.toList());
    }
  }
}
