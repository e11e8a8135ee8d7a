package dev.sluice.retrieval.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.build.BuildProgress;
import dev.sluice.build.BuildRequest;
import dev.sluice.build.LmdbBuild;
import dev.sluice.build.SqliteBuild;
import dev.sluice.contract.ArtifactModels;
import dev.sluice.contract.ModelGenerator;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.FileEntry;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.SluiceException;
import dev.sluice.retrieval.Hit;
import dev.sluice.retrieval.Ranking;
import dev.sluice.retrieval.SearchOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One question, every backend: stores built from the same artifacts, and the artifacts. */
class BackendParityTest {
  private static final Path REAL = Path.of("../shared/real/before");
  private static final Mode MODE = Mode.CODE;
  private static final List<Backend> BACKENDS =
      List.of(Backend.SQLITE, Backend.LMDB, Backend.MEMORY);

  private static final Map<Backend, Index> OPEN = new EnumMap<>(Backend.class);

  @TempDir static Path root;

  @BeforeAll
  static void buildAndOpenEveryStore() {
    var layout = new IndexLayout(root);
    ArtifactModels.write(ModelGenerator.dense(MODE, 5, 400), layout);
    buildStores(layout);
    for (Backend backend : Backend.values()) {
      // The vectors of the fixture are random, so any of their length goes with them.
      var options = IndexOptions.DEFAULT.withBackend(backend).withEmbedder(new FixtureEmbedder());
      OPEN.put(backend, Index.open(root, options));
    }
  }

  @AfterAll
  static void closeThem() {
    OPEN.values().forEach(Index::close);
  }

  private static void buildStores(IndexLayout layout) {
    new SqliteBuild(BuildRequest.of(layout, MODE), Clock.systemUTC()).run(BuildProgress.NONE);
    new LmdbBuild(BuildRequest.lmdb(layout, MODE), Clock.systemUTC()).run(BuildProgress.NONE);
  }

  /** Some text, and what becomes of it: a number of hits at least, or an error code. */
  static Stream<Arguments> badInput() {
    String words =
        IntStream.range(0, 10_000).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    return Stream.of(
        Arguments.of("empty", "", 10, "SLUICE-002"),
        Arguments.of("blanks", " \t\n", 10, "SLUICE-002"),
        Arguments.of("punctuation only", "(){};!=", 10, "SLUICE-002"),
        Arguments.of("NUL only", "\u0000", 10, "SLUICE-002"),
        Arguments.of("lone surrogates only", "\uD800 \uDC00", 10, "SLUICE-002"),
        Arguments.of("10,000 terms", words, 10, "SLUICE-002"),
        Arguments.of("10,000 times a term", "word40 ".repeat(10_000), 10, "hits"),
        Arguments.of("NUL between", "word40\u0000word41", 10, "hits"),
        Arguments.of("a lone surrogate between", "word40\uD800word41", 10, "hits"),
        Arguments.of("quotes", "\"word40", 10, "hits"),
        Arguments.of("a prefix", "word40*", 10, "hits"),
        Arguments.of("NEAR", "NEAR(word40 word41, 2)", 10, "hits"),
        Arguments.of("a minus", "-word40", 10, "hits"),
        Arguments.of("a column", "name:word40", 10, "hits"),
        Arguments.of("an operator", "word40 AND NOT word41", 10, "hits"),
        Arguments.of("SQL", "word40' OR 1=1 --", 10, "hits"),
        Arguments.of("a word that is nowhere", "nosuchword", 10, "any"),
        Arguments.of("top 0", "word40", 0, "SLUICE-002"),
        Arguments.of("top -1", "word40", -1, "SLUICE-002"),
        Arguments.of("top a million", "word40", 1_000_000, "hits"),
        Arguments.of("top of all ints", "word40", Integer.MAX_VALUE, "hits"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badInput")
  void badInputHasOneAnswerWhateverAnswers(String name, String query, int top, String expected) {
    String first = outcome(Backend.SQLITE, Ranking.FUSED, query, top);
    for (Backend backend : BACKENDS) {
      for (Ranking ranking : List.of(Ranking.FUSED, Ranking.BM25, Ranking.DENSE)) {
        assertExpected(expected, outcome(backend, ranking, query, top), name + " by " + backend);
      }
      assertEquals(first, outcome(backend, Ranking.FUSED, query, top), name + " by " + backend);
    }
    String fullText = outcome(Backend.SQLITE_FTS, Ranking.FULL_TEXT, query, top);
    assertTrue(fullText.startsWith("SLUICE") == first.startsWith("SLUICE"), name + fullText);
  }

  private static void assertExpected(String expected, String found, String message) {
    switch (expected) {
      case "hits" -> assertTrue(found.startsWith("[Hit"), message + ": " + found);
      case "any" -> assertTrue(found.startsWith("["), message + ": " + found);
      default -> assertEquals(expected, found, message);
    }
  }

  /** The hits, or the code of the refusal. */
  private static String outcome(Backend backend, Ranking ranking, String query, int top) {
    try {
      var options = new SearchOptions(top, ranking, false);
      return OPEN.get(backend).search(MODE, query, options).hits().toString();
    } catch (SluiceException e) {
      assertTrue(!e.remedy().isEmpty(), e::explain);
      return e.code().id();
    }
  }

  @Test
  void anUnknownModeIsRefusedByNameAndAnAbsentOneByEveryBackend() {
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> Mode.of("codes"))
            .getMessage()
            .contains("code, prose, extracted-prose, records"));
    for (Backend backend : Backend.values()) {
      var refusal =
          assertThrows(
              SluiceException.class,
              () -> OPEN.get(backend).search(Mode.RECORDS, "word40", SearchOptions.DEFAULT));
      assertEquals(ErrorCode.MISSING, refusal.code(), backend.id());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SQLITE", "LMDB", "MEMORY"})
  void fullTextIsRefusedByNameWhereThereIsNone(Backend backend) {
    var options = SearchOptions.DEFAULT.withRanking(Ranking.FULL_TEXT);
    Index index = OPEN.get(backend);
    if (backend == Backend.SQLITE) {
      assertTrue(!index.search(MODE, "word40", options).hits().isEmpty());
    } else {
      var refusal =
          assertThrows(SluiceException.class, () -> index.search(MODE, "word40", options));
      assertEquals(ErrorCode.USAGE, refusal.code());
    }
  }

  @Test
  void everyBackendAnswersAlikeOnAnIndexOfPairOfCleats() throws IOException {
    assumeTrue(Files.isDirectory(REAL), "skipped: there is no ../shared/real here");
    Path copy = root.resolve("real");
    var layout = new IndexLayout(copy);
    copyTree(REAL.resolve("index-code"), layout.artifacts(MODE));
    copyTree(REAL.resolve("incremental/code"), layout.incremental(MODE));
    buildStores(layout);
    List<String> queries =
        List.of("cursor", "openReadOnly", "put key value", "txn reset renew", "buffer proxy");
    SearchOptions options = SearchOptions.DEFAULT.withTop(50).withExplain(true);
    Map<String, String> first = new HashMap<>();
    for (Backend backend : BACKENDS) {
      try (var index = Index.open(copy, IndexOptions.DEFAULT.withBackend(backend))) {
        for (String query : queries) {
          List<Hit> hits = index.search(MODE, query, options).hits();
          assertTrue(!hits.isEmpty(), query);
          String expected = first.computeIfAbsent(query, q -> hits.toString());
          assertEquals(expected, hits.toString(), query + " by " + backend);
        }
        List<FileEntry> files = index.reader(MODE).files();
        assertEquals(97, files.size());
        String expected = first.computeIfAbsent("files", f -> files.toString());
        assertEquals(expected, files.toString(), "files by " + backend);
      }
    }
  }

  private static void copyTree(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectory(target);
        } else {
          Files.write(target, Files.readAllBytes(file));
        }
      }
    }
  }
}
