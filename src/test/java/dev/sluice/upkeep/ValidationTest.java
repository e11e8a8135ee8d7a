package dev.sluice.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.artifact.IndexState;
import dev.sluice.artifact.IndexState.StoreState;
import dev.sluice.core.DurableFiles;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.Mode;
import dev.sluice.core.StoreUnavailableException;
import dev.sluice.sqlite.ValidationLevel;
import dev.sluice.sqlite.ann.VectorTable;
import dev.sluice.upkeep.Finding.Kind;
import dev.sluice.upkeep.Finding.Part;
import dev.sluice.upkeep.Finding.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ValidationTest {
  @TempDir static Path templates;
  @TempDir Path folder;

  private static IndexRoot template;

  @BeforeAll
  static void buildOnce() {
    template = IndexRoot.build(templates.resolve("root"));
  }

  /** Something done to a root, and what has to be found then. */
  record Damage(
      String name,
      Action action,
      Kind kind,
      Severity severity,
      Part part,
      String what,
      String remedy) {
    interface Action {
      void on(IndexRoot root) throws Exception;
    }

    static Damage error(
        String name, Action action, Kind kind, Part part, String what, String remedy) {
      return new Damage(name, action, kind, Severity.ERROR, part, what, remedy);
    }

    static Damage warning(
        String name, Action action, Kind kind, Part part, String what, String remedy) {
      return new Damage(name, action, kind, Severity.WARNING, part, what, remedy);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final String INDEX = "sluice index SOURCE_DIR --root ";
  private static final String BUILD = "sluice build --root ";
  private static final String LMDB = "--backend lmdb";

  static Stream<Damage> artifacts() {
    return Stream.of(
        Damage.error(
            "chunk_meta is gone",
            root -> Files.delete(root.artifact("chunk_meta.json")),
            Kind.MISSING,
            Part.ARTIFACTS,
            "is not there",
            INDEX),
        Damage.error(
            "chunk_meta and its manifest are gone",
            root -> {
              Files.delete(root.artifact("chunk_meta.json"));
              Files.delete(root.artifact("pieces/manifest.json"));
            },
            Kind.MISSING,
            Part.ARTIFACTS,
            "no index can do without it",
            INDEX),
        Damage.error(
            "an artifact is cut short",
            root -> IndexRoot.cut(root.artifact("token_postings.json"), 0.5),
            Kind.CORRUPT,
            Part.ARTIFACTS,
            "bytes",
            "look at the disk"),
        Damage.error(
            "an artifact of the same length has other bytes",
            root ->
                IndexRoot.edit(
                    root.artifact("chunk_meta.json"), "\"startLine\":1,", "\"startLine\":2,"),
            Kind.CORRUPT,
            Part.ARTIFACTS,
            "has the checksum xxh64:",
            "look at the disk"),
        Damage.error(
            "a doc id is out of range",
            root -> IndexRoot.edit(root.artifact("token_postings.json"), "[17,", "[99,"),
            Kind.CORRUPT,
            Part.ARTIFACTS,
            "holds doc id 99, there are 18 chunks",
            INDEX),
        Damage.error(
            "the manifest counts otherwise",
            root ->
                IndexRoot.edit(
                    root.artifact("pieces/manifest.json"), "\"count\":18", "\"count\":17"),
            Kind.MISMATCHED,
            Part.ARTIFACTS,
            "counts 17 in chunk_meta, it holds 18",
            INDEX),
        Damage.error(
            "the manifest leads out of the folder",
            root ->
                IndexRoot.edit(
                    root.artifact("pieces/manifest.json"), "\"chunk_meta.json\"", "\"../../x\""),
            Kind.CORRUPT,
            Part.ARTIFACTS,
            "outside the folder",
            INDEX),
        Damage.error(
            "the manifest is no JSON",
            root -> Files.writeString(root.artifact("pieces/manifest.json"), "{"),
            Kind.CORRUPT,
            Part.ARTIFACTS,
            "",
            INDEX),
        Damage.error(
            "the folder is another mode's",
            root -> IndexRoot.edit(root.artifact("pieces/manifest.json"), "\"code\"", "\"prose\""),
            Kind.MISMATCHED,
            Part.ARTIFACTS,
            "is of mode prose",
            INDEX),
        Damage.error(
            "the state is another mode's",
            root -> IndexRoot.edit(root.artifact("index_state.json"), "\"code\"", "\"prose\""),
            Kind.MISMATCHED,
            Part.ARTIFACTS,
            "is of mode prose",
            INDEX),
        Damage.error(
            "the state is no JSON",
            root -> Files.writeString(root.artifact("index_state.json"), "nothing"),
            Kind.CORRUPT,
            Part.ARTIFACTS,
            "",
            "remove it"),
        Damage.error(
            "a folder stands where an artifact was",
            root -> {
              Files.delete(root.artifact("chunk_meta.json"));
              Files.createDirectory(root.artifact("chunk_meta.json"));
            },
            Kind.MISSING,
            Part.ARTIFACTS,
            "is not there",
            INDEX),
        Damage.error(
            "a file stands where the folder was",
            root -> {
              DurableFiles.deleteTree(root.artifact(""));
              Files.createFile(root.layout().artifacts(IndexRoot.MODE));
            },
            Kind.CORRUPT,
            Part.ARTIFACTS,
            "is a file, a folder was expected",
            "move it"),
        Damage.warning(
            "the manifest is gone",
            root -> Files.delete(root.artifact("pieces/manifest.json")),
            Kind.MISSING,
            Part.ARTIFACTS,
            "checksums",
            INDEX),
        Damage.warning(
            "the state is gone",
            root -> Files.delete(root.artifact("index_state.json")),
            Kind.MISSING,
            Part.ARTIFACTS,
            "nothing tells which stores are ready",
            "sluice build --root "),
        Damage.warning(
            "the manifest has an older state",
            root -> IndexRoot.edit(root.artifact("index_state.json"), "{", "{ "),
            Kind.STALE,
            Part.ARTIFACTS,
            "an earlier index_state.json",
            "the next build"),
        Damage.warning(
            "a length is not the sum of the postings",
            root -> {
              IndexRoot.edit(
                  root.artifact("token_postings.json"), "\"docLengths\":[2", "\"docLengths\":[9");
              Files.delete(root.artifact("pieces/manifest.json"));
            },
            Kind.MISMATCHED,
            Part.ARTIFACTS,
            "docLengths has 9 for chunk 0",
            INDEX),
        Damage.warning(
            "a copy stands in",
            root ->
                Files.move(root.artifact("chunk_meta.json"), root.artifact("chunk_meta.json.bak")),
            Kind.MISSING,
            Part.ARTIFACTS,
            "chunk_meta.json.bak stands in",
            INDEX),
        Damage.warning(
            "a file of other readers is gone",
            root ->
                IndexRoot.edit(
                    root.artifact("pieces/manifest.json"),
                    "\"pieces\":[",
                    "\"pieces\":[{\"name\":\"repo_map\",\"path\":\"repo_map.json\"},"),
            Kind.MISSING,
            Part.ARTIFACTS,
            "lists 1 files",
            "nothing for Sluice"));
  }

  static Stream<Damage> bundles() {
    return Stream.of(
        Damage.error(
            "a bundle is gone",
            root -> Files.delete(root.bundle()),
            Kind.MISSING,
            Part.BUNDLES,
            "is missing: the bundle of src/",
            INDEX),
        Damage.error(
            "a bundle is empty",
            root -> IndexRoot.cut(root.bundle(), 0),
            Kind.CORRUPT,
            Part.BUNDLES,
            "is empty: the bundle of src/",
            INDEX),
        Damage.error(
            "a bundle is cut short",
            root -> IndexRoot.cut(root.bundle(), 0.7),
            Kind.CORRUPT,
            Part.BUNDLES,
            "",
            INDEX),
        Damage.error(
            "a bundle has vectors of another length",
            root -> IndexRoot.edit(root.bundle(), "\"embedding_u8\":[1,", "\"embedding_u8\":[1,1,"),
            Kind.MISMATCHED,
            Part.BUNDLES,
            "a vector of 3 dimensions",
            INDEX),
        Damage.error(
            "the manifest is gone",
            root ->
                Files.delete(root.layout().incremental(IndexRoot.MODE).resolve("manifest.json")),
            Kind.MISSING,
            Part.BUNDLES,
            "manifest.json is missing",
            "sluice index"),
        Damage.warning(
            "a file that nobody lists",
            root -> Files.writeString(root.bundle().resolveSibling("x.json"), "{}"),
            Kind.LEFTOVER,
            Part.BUNDLES,
            "no bundle that the manifest lists",
            "nothing reads it"),
        Damage.warning(
            "the bundles are of another state",
            root -> root.writeBundles(5),
            Kind.MISMATCHED,
            Part.BUNDLES,
            "in 1 file: src/f5.java",
            BUILD));
  }

  static Stream<Damage> sqlite() {
    return Stream.of(
        Damage.error(
            "the database is gone",
            root -> Files.delete(root.sqlite()),
            Kind.MISSING,
            Part.SQLITE,
            "says that it is ready",
            "build it with: " + BUILD),
        Damage.error(
            "the database is cut short",
            root -> IndexRoot.cut(root.sqlite(), 0.5),
            Kind.CORRUPT,
            Part.SQLITE,
            "bytes long",
            "rebuild with: " + BUILD),
        Damage.error(
            "the database is empty",
            root -> IndexRoot.cut(root.sqlite(), 0),
            Kind.CORRUPT,
            Part.SQLITE,
            "is empty",
            "build it with: " + BUILD),
        Damage.error(
            "a page of the database is zeroed",
            root -> IndexRoot.zero(root.sqlite(), 8 * 4096, 4096),
            Kind.CORRUPT,
            Part.SQLITE,
            "integrity_check",
            "look at the disk"),
        Damage.error(
            "the database is of a newer schema",
            root -> root.sql("PRAGMA user_version = 9"),
            Kind.INCOMPATIBLE,
            Part.SQLITE,
            "user_version 9",
            "upgrade Sluice"),
        Damage.error(
            "an index of the database is gone",
            root -> root.sql("DROP INDEX idx_chunks_file"),
            Kind.INCOMPATIBLE,
            Part.SQLITE,
            "idx_chunks_file",
            "rebuild with: " + BUILD),
        Damage.error(
            "tables contradict each other",
            root -> root.sql("DELETE FROM doc_lengths WHERE doc_id = 3"),
            Kind.MISMATCHED,
            Part.SQLITE,
            "chunks without a length",
            "rebuild with: " + BUILD),
        Damage.error(
            "the database is another mode's",
            root -> root.sql("UPDATE chunks SET mode = 'prose'"),
            Kind.MISMATCHED,
            Part.SQLITE,
            "but of [prose]",
            "it was copied"),
        Damage.error(
            "the artifacts and bundles are newer",
            root -> {
              root.writeArtifacts(5);
              root.writeBundles(5);
            },
            Kind.STALE,
            Part.SQLITE,
            "in 1 file: src/f5.java",
            "rebuild with: " + BUILD),
        Damage.error(
            "the state says not ready",
            root -> say(root, "sqlite", new StoreState(true, false, false, null), Instant.now()),
            Kind.PENDING,
            Part.SQLITE,
            "is not ready",
            "rebuild with: " + BUILD),
        Damage.error(
            "the state says pending for long",
            root ->
                say(
                    root,
                    "sqlite",
                    new StoreState(true, false, true, null),
                    Instant.now().minus(Duration.ofHours(2))),
            Kind.PENDING,
            Part.SQLITE,
            "the build was killed",
            "rebuild with: " + BUILD),
        Damage.warning(
            "the state says pending",
            root -> say(root, "sqlite", new StoreState(true, false, true, null), Instant.now()),
            Kind.PENDING,
            Part.SQLITE,
            "is being built",
            "wait for the build"),
        Damage.warning(
            "the state says another version",
            root -> say(root, "sqlite", new StoreState(true, true, false, 6), Instant.now()),
            Kind.MISMATCHED,
            Part.SQLITE,
            "schema version 6",
            "rebuild with: " + BUILD),
        Damage.warning(
            "a build did not end",
            root -> {
              Files.delete(root.sqlite());
              say(root, "sqlite", new StoreState(true, false, false, null), Instant.now());
            },
            Kind.MISSING,
            Part.SQLITE,
            "its build did not end (no room)",
            "build it with: "),
        Damage.warning(
            "a killed build left something",
            root ->
                Files.createFile(
                    root.sqlite().resolveSibling(".index-code.db." + UUID.randomUUID())),
            Kind.LEFTOVER,
            Part.SQLITE,
            "a killed process left",
            "sluice clean"),
        Damage.warning(
            "the database was updated and the artifacts were not",
            root -> {
              root.writeBundles(5);
              root.sql("DELETE FROM chunks WHERE file = 'src/f5.java'");
            },
            Kind.STALE,
            Part.ARTIFACTS,
            "than the bundles and the database",
            INDEX));
  }

  static Stream<Damage> lmdb() {
    return Stream.of(
        Damage.error(
            "the store is gone",
            root -> Files.delete(root.lmdb()),
            Kind.MISSING,
            Part.LMDB,
            "says that it is ready",
            LMDB),
        Damage.error(
            "the store is cut short",
            root -> IndexRoot.cut(root.lmdb(), 0.5),
            Kind.CORRUPT,
            Part.LMDB,
            "bytes long",
            LMDB),
        Damage.error(
            "the header of the store is zeroed",
            root -> IndexRoot.zero(root.lmdb(), 0, 4096),
            Kind.CORRUPT,
            Part.LMDB,
            "header of LMDB",
            LMDB),
        Damage.error(
            "a page of the store is zeroed",
            root -> IndexRoot.zero(root.lmdb(), 4 * 4096, 4096),
            Kind.CORRUPT,
            Part.LMDB,
            "",
            LMDB),
        Damage.error(
            "the database beside the store was updated",
            root -> root.sql("DELETE FROM chunks WHERE file = 'src/f5.java'"),
            Kind.STALE,
            Part.SQLITE,
            "src/f5.java",
            BUILD),
        Damage.error(
            "the database was updated from the bundles",
            root -> {
              root.writeBundles(5);
              root.sql("DELETE FROM chunks WHERE file = 'src/f5.java'");
            },
            Kind.STALE,
            Part.LMDB,
            "an update changes the database alone",
            LMDB),
        Damage.error(
            "the store alone is of an earlier state",
            root -> {
              root.writeArtifacts(5);
              root.writeBundles(5);
              root.buildSqlite();
            },
            Kind.STALE,
            Part.LMDB,
            "than the database in 1 file: src/f5.java",
            LMDB));
  }

  private static void say(IndexRoot root, String store, StoreState state, Instant when) {
    IndexState.update(
        root.artifact(""),
        IndexRoot.MODE,
        store,
        state,
        Map.of("failure", "no room"),
        Map.of(),
        Clock.fixed(when, ZoneOffset.UTC));
  }

  @ParameterizedTest
  @MethodSource({"artifacts", "bundles", "sqlite", "lmdb"})
  void everyDamageIsFoundWithItsRemedyAndNothingIsTouched(Damage damage) throws Exception {
    IndexRoot root = template.copyTo(folder.resolve("root"));
    damage.action().on(root);
    Map<String, String> before = root.everything();

    ValidationResult result = validate(root, ValidationLevel.FULL);

    assertEquals(before, root.everything());
    assertTrue(
        result.findings().stream()
            .anyMatch(
                finding ->
                    finding.kind() == damage.kind()
                        && finding.severity() == damage.severity()
                        && finding.part() == damage.part()
                        && finding.what().contains(damage.what())
                        && finding.remedy().contains(damage.remedy())),
        () -> lines(result));
    assertTrue(result.findings().stream().noneMatch(f -> f.remedy().isBlank()), lines(result));
    if (damage.severity() == Severity.WARNING && damage.kind() == Kind.LEFTOVER) {
      assertTrue(result.ok(), lines(result));
    }
  }

  private static String lines(ValidationResult result) {
    return result.findings().stream().map(Finding::toString).collect(Collectors.joining("\n"));
  }

  private static ValidationResult validate(IndexRoot root, ValidationLevel level) {
    var options =
        new Validation.Options(
            level, ValidationLevel.FULL_UP_TO_BYTES, VectorTable.DEFAULT, Instant.now());
    return new Validation(root.path(), options).run(List.of(IndexRoot.MODE), () -> {});
  }

  @ParameterizedTest
  @EnumSource(names = {"SMOKE", "FULL", "AUTO"})
  void nothingIsWrongWithWhatABuildMakes(ValidationLevel level) throws Exception {
    Map<String, String> before = template.everything();
    ValidationResult result = validate(template, level);
    assertEquals(List.of(), result.findings());
    assertEquals(
        Set.of(Part.values()),
        result.checked().stream().map(ValidationResult.Checked::part).collect(Collectors.toSet()));
    assertEquals(before, template.everything());
  }

  @Test
  void aQuickLookFindsWhatCountsAndSizesShow() throws Exception {
    IndexRoot root = template.copyTo(folder.resolve("root"));
    Files.delete(root.bundle());
    IndexRoot.cut(root.artifact("phrase_ngrams.json"), 0.9);
    root.writeBundles(5);
    root.writeArtifacts(5);
    ValidationResult result = validate(root, ValidationLevel.SMOKE);
    assertEquals(
        Set.of(Part.SQLITE, Part.LMDB),
        result.findings().stream()
            .filter(finding -> finding.kind() == Kind.STALE)
            .map(Finding::part)
            .collect(Collectors.toSet()),
        lines(result));
  }

  @Test
  void theSizeDecidesHowCloselyIsLooked() {
    var options =
        new Validation.Options(ValidationLevel.AUTO, 100_000, VectorTable.DEFAULT, Instant.now());
    var levels =
        new Validation(template.path(), options)
            .run(List.of(IndexRoot.MODE), () -> {}).checked().stream()
                .collect(
                    Collectors.toMap(
                        ValidationResult.Checked::part, ValidationResult.Checked::level));
    assertEquals(ValidationLevel.FULL, levels.get(Part.ARTIFACTS));
    assertEquals(ValidationLevel.SMOKE, levels.get(Part.SQLITE));
  }

  @Test
  void ofManyFindingsOfAKindSomeAreShownAndAllAreCounted() throws Exception {
    IndexRoot root = template.copyTo(folder.resolve("root"));
    for (int i = 0; i < 25; i++) {
      Files.writeString(root.bundle().resolveSibling("stray" + i + ".json"), "{}");
    }
    ValidationResult result = validate(root, ValidationLevel.FULL);
    assertEquals(Findings.SAMPLE, result.findings().size());
    assertEquals(25, result.count(Severity.WARNING));
    assertTrue(result.ok());
  }

  @Test
  void whatIsNotThereIsRefused() throws Exception {
    for (Path nowhere : List.of(folder.resolve("nowhere"), folder)) {
      var failure =
          assertThrows(
              StoreUnavailableException.class,
              () ->
                  new Validation(nowhere, Validation.Options.full())
                      .run(List.of(Mode.values()), () -> {}));
      assertEquals(ErrorCode.MISSING, failure.code());
    }
    assertThrows(
        StoreUnavailableException.class,
        () ->
            new Validation(template.path(), Validation.Options.full())
                .run(List.of(Mode.PROSE), () -> {}));
    assertFalse(Files.exists(folder.resolve("nowhere")));
  }

  @Test
  void aDatabaseWithALogIsLookedAtWithoutATrace() throws Exception {
    IndexRoot root = template.copyTo(folder.resolve("root"));
    Path copy = Files.copy(root.sqlite(), folder.resolve("copy.db"));
    try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + copy);
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA wal_autocheckpoint = 0");
      statement.execute("DELETE FROM doc_lengths WHERE doc_id = 3");
      Files.delete(root.sqlite());
      Files.copy(copy, root.sqlite());
      Files.copy(
          copy.resolveSibling("copy.db-wal"), root.sqlite().resolveSibling("index-code.db-wal"));
    }
    Map<String, String> before = root.everything();
    ValidationResult result = validate(root, ValidationLevel.FULL);
    assertEquals(before, root.everything());
    assertTrue(lines(result).contains("chunks without a length"), lines(result));
  }

  @Test
  void realRootsAreAsTheyAre() throws Exception {
    Path real = Path.of("../shared/real");
    assumeTrue(Files.isDirectory(real), "no ../shared/real");
    var before = new Validation(real.resolve("before"), Validation.Options.full());
    ValidationResult sound = before.run(List.of(Mode.values()), () -> {});
    assertTrue(sound.ok(), lines(sound));
    assertTrue(
        sound.findings().stream().allMatch(f -> f.what().contains("Sluice does not read")),
        lines(sound));
    ValidationResult after = validate(new IndexRoot(real.resolve("after")), ValidationLevel.SMOKE);
    assertEquals(1, after.count(Severity.ERROR), lines(after));
    assertEquals(Kind.MISSING, after.findings().get(0).kind());
  }
}
