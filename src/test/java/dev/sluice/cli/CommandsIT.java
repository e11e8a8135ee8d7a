package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.cli.Launcher.Run;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every command through the real launcher, on the packaged program. */
class CommandsIT {
  @TempDir static Path source;
  @TempDir Path folder;

  @BeforeAll
  static void indexASmallTree() throws Exception {
    Files.writeString(
        source.resolve("Cache.java"),
        """
        /** Keeps values for later. */
        class Cache {
          /** Evicts the entry that was used least recently. */
          void evictLeastRecentlyUsed() {
            entries.remove(entries.firstKey());
          }

          Object load(String key) {
            return entries.get(key);
          }
        }
        """);
    Files.writeString(source.resolve("notes.md"), "# Plans\n\nGrow the cache on demand.\n");
    Run run = Launcher.run(source, "index", ".", "--json", "--quiet");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals("", run.err());
    List<String> modes =
        run.json().get("results").valueStream().map(r -> r.get("mode").asString()).toList();
    assertEquals(List.of("code", "prose", "extracted-prose"), modes);
    JsonNode code = run.json().get("results").get(0);
    assertEquals("sqlite", code.get("backend").asString());
    assertEquals(code.get("chunks").asInt(), code.get("counts").get("chunks").asInt());
    assertTrue(code.get("chunks").asInt() >= 3);
    assertTrue(code.get("bytes").asLong() > 0);
  }

  @Test
  void searchFindsTheRightMethodFirst() throws Exception {
    Run run = Launcher.run(source, "search", "evict least recently used", "--json", "--top", "2");
    assertEquals(0, run.exitCode(), run.err());
    JsonNode answer = run.json();
    assertEquals("evict least recently used", answer.get("query").asString());
    assertEquals("code", answer.get("mode").asString());
    assertEquals("sqlite", answer.get("backend").asString());
    assertTrue(answer.get("tookMs").isIntegralNumber());
    JsonNode hit = answer.get("hits").get(0);
    assertEquals("Cache.java", hit.get("file").asString());
    assertEquals("Cache.evictLeastRecentlyUsed", hit.get("name").asString());
    assertEquals(3, hit.get("startLine").asInt(), "the chunk begins with its comment");
    assertEquals(6, hit.get("endLine").asInt());
    assertEquals("MethodDeclaration", hit.get("kind").asString());
    assertTrue(hit.get("chunkId").asString().startsWith("chunk_"));
    assertTrue(answer.get("hits").size() <= 2);
  }

  @ParameterizedTest
  @CsvSource({
    "code, sqlite-fts, evictLeastRecentlyUsed, Cache.java",
    "code, memory, evictLeastRecentlyUsed, Cache.java",
    "prose, auto, grow cache demand, notes.md",
    "extracted-prose, sqlite, keeps values, Cache.java"
  })
  void searchKnowsModesAndBackends(String mode, String backend, String query, String file)
      throws Exception {
    Run run = Launcher.run(source, "search", query, "--mode", mode, "--backend", backend, "--json");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(file, run.json().get("hits").get(0).get("file").asString());
  }

  @Test
  void backendsSaysWhatAReaderWouldGetAndWhyStepByStep() throws Exception {
    Run run = Launcher.run(source, "backends", "--json");
    assertEquals(0, run.exitCode(), run.err());
    JsonNode answer = run.json();
    assertEquals("auto", answer.get("requested").asString());
    assertEquals("sqlite", answer.get("selected").asString());
    assertEquals("default", answer.get("reason").asString());
    assertEquals(
        List.of("sqlite true ready", "lmdb false missing", "memory true ready"),
        answer
            .get("considered")
            .valueStream()
            .map(
                step ->
                    step.get("backend").asString()
                        + " "
                        + step.get("available").asBoolean()
                        + " "
                        + step.get("reason").asString())
            .toList());
    Run forced = Launcher.run(source, "backends", "--backend", "lmdb", "--json");
    assertEquals(3, forced.exitCode(), "the code of the gate");
    assertTrue(forced.json().get("selected").isNull());
    String text = Launcher.run(source, "backends", "--mode", "records").out();
    assertTrue(text.contains("memory") && text.contains("SLUICE-003"), text);
    String unknown = Launcher.run(source, "backends", "--backend", "mysql").err();
    assertTrue(unknown.contains("auto, sqlite, sqlite-fts, lmdb, memory"), unknown);
  }

  @Test
  void explanationsAddUp() throws Exception {
    Run run = Launcher.run(source, "search", "load key", "--explain", "--json");
    JsonNode hit = run.json().get("hits").get(0);
    double sum =
        hit.get("explanation")
            .valueStream()
            .mapToDouble(p -> p.get("contribution").asDouble())
            .sum();
    assertEquals(hit.get("score").asDouble(), sum, 1e-9);
    String text = Launcher.run(source, "search", "load key", "--explain").out();
    assertTrue(text.contains("bm25") && text.contains("dense"), text);
    String[] fullText = {"search", "load key", "--backend", "sqlite-fts", "--explain", "--json"};
    JsonNode part =
        Launcher.run(source, fullText).json().get("hits").get(0).get("explanation").get(0);
    double terms =
        part.get("fullText")
            .get("terms")
            .valueStream()
            .mapToDouble(term -> term.get("contribution").asDouble())
            .sum();
    assertEquals(part.get("score").asDouble(), terms, 1e-9);
  }

  @Test
  void buildMakesTheDatabaseAgainFromItsArtifacts() throws Exception {
    Path out = folder.resolve("again.db");
    Run run =
        Launcher.run(
            source,
            "build",
            "--mode",
            "code",
            "--backend",
            "sqlite",
            "--from",
            "artifacts",
            "--out",
            out.toString(),
            "--json");
    assertEquals(0, run.exitCode(), run.err());
    JsonNode result = run.json().get("results").get(0);
    assertEquals("artifacts", result.get("source").asString());
    assertEquals(out.toString(), result.get("path").asString());
    assertArrayEquals(
        Files.readAllBytes(source.resolve(".sluice/index-sqlite/index-code.db")),
        Files.readAllBytes(out),
        "the same artifacts give the same database, byte for byte");
  }

  @Test
  void checkSaysOkAndTellsRefusalsApart() throws Exception {
    String good = source.resolve(".sluice/index-sqlite/index-code.db").toString();
    Run ok = Launcher.run(folder, "check", good, "--as", "writer", "--json");
    assertEquals(0, ok.exitCode(), ok.err());
    assertEquals("ok", ok.json().get("results").get(0).get("verdict").asString());
    Path text = Files.writeString(folder.resolve("index-code.db"), "not a database");
    Run refused = Launcher.run(folder, "check", good, text.toString(), "--json");
    assertEquals(13, refused.exitCode());
    JsonNode result = refused.json().get("results").get(1);
    assertEquals("not-a-database", result.get("verdict").asString());
    assertEquals("SLUICE-013", result.get("code").asString());
    assertEquals("reader", result.get("role").asString());
    assertTrue(result.get("remedy").asString().contains("sluice build --mode code"));
    assertEquals(3, Launcher.run(folder, "check", "none.db").exitCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "(){};", "\"", "*"})
  void aQueryWithoutWordsIsWrongUse(String query) throws Exception {
    Run run = Launcher.run(source, "search", query);
    assertEquals(2, run.exitCode());
    assertTrue(run.err().startsWith("SLUICE-002"), run.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2 | serch x
          2 | search x --mode codes
          2 | search x --top 0
          2 | search x --backend mysql
          2 | build --out x.db
          2 | build --backend oracle
          3 | search x --root nowhere
          3 | build --root nowhere
          3 | build --root nowhere --mode code
          3 | index nowhere
          """)
  void wrongUseAndMissingThingsHaveTheirExitCodes(int exitCode, String line) throws Exception {
    Run run = Launcher.run(line.contains("--out") ? source : folder, line.split(" ", -1));
    assertEquals(exitCode, run.exitCode(), run.err());
    assertTrue(run.err().contains("SLUICE-00" + exitCode), run.err());
    assertEquals("", run.out());
    assertEquals(Set.of(), names(folder));
  }

  @Test
  void aTreeWithNothingToIndexLeavesNothingBehind() throws Exception {
    Run empty = Launcher.run(folder, "index", ".");
    assertEquals(3, empty.exitCode(), empty.err());
    Files.write(folder.resolve("a.bin"), new byte[100]);
    Run binaries = Launcher.run(folder, "index", ".");
    assertEquals(3, binaries.exitCode(), binaries.err());
    assertTrue(binaries.err().contains("1 binary"), binaries.err());
    assertEquals(Set.of("a.bin"), names(folder));
  }

  @Test
  void oddFilesAreNamedAndTheRestIsIndexed() throws Exception {
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    Files.write(folder.resolve("huge.java"), new byte[50 << 20]);
    Files.write(folder.resolve("latin.py"), "# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    Files.writeString(folder.resolve("good.py"), "def parse_header(line):\n    return line\n");
    Run run = Launcher.run(folder, "index", ".", "--mode", "code");
    assertEquals(0, run.exitCode(), run.err());
    for (String word : List.of("1 symbolic link", "1 too large", "not UTF-8", "latin.py")) {
      assertTrue(run.err().contains(word), word + " in " + run.err());
    }
    assertTrue(Launcher.run(folder, "search", "parse header").out().contains("good.py:1-2"));
  }

  @Test
  void theIndexMayLieAmongItsSources() throws Exception {
    Files.writeString(folder.resolve("good.py"), "def parse_header(line):\n    return line\n");
    Run first = Launcher.run(folder, "index", ".", "--root", ".", "--json", "--quiet");
    Run second = Launcher.run(folder, "index", ".", "--root", ".", "--json", "--quiet");
    assertEquals(1, first.json().get("results").get(0).get("chunks").asInt(), first.err());
    assertEquals(1, second.json().get("results").get(0).get("chunks").asInt(), second.err());
  }

  @Test
  void badArtifactsAreRefusedAndTheOldDatabaseStays() throws Exception {
    assertEquals(0, Launcher.run(source, "index", ".", "--root", folder + "/r").exitCode());
    Path database = folder.resolve("r/index-sqlite/index-code.db");
    byte[] before = Files.readAllBytes(database);
    Path postings = folder.resolve("r/index-code/token_postings.json");
    Files.writeString(
        postings, Files.readString(postings).replaceFirst("\\[\\[\\[0,", "[[[999999,"));
    Run run = Launcher.run(folder, "build", "--root", "r", "--mode", "code");
    assertEquals(20, run.exitCode(), run.err());
    assertTrue(
        run.err().contains("token_postings.json") && run.err().contains("999999"), run.err());
    assertArrayEquals(before, Files.readAllBytes(database));
    assertEquals(
        Set.of("index-code.db", "index-prose.db", "index-extracted-prose.db"),
        names(database.getParent()));
  }

  @Test
  void aSecondWriterIsRefusedAndWhatAKilledOneLeftIsRemoved() throws Exception {
    Path root = folder.resolve("r");
    assertEquals(0, Launcher.run(source, "index", ".", "--root", root.toString()).exitCode());
    Set<String> clean = names(root);
    String uuid = "0f8fad5b-d9cb-469f-a165-70867728950e";
    Files.createDirectory(root.resolve(".index-code." + uuid));
    Files.writeString(root.resolve("index-sqlite/.index-code.db." + uuid), "half");
    try (var lock = FileChannel.open(root.resolve(".lock"), StandardOpenOption.WRITE);
        var held = lock.lock()) {
      assertTrue(held.isValid());
      Run refused = Launcher.run(source, "build", "--root", root.toString(), "--mode", "code");
      assertEquals(1, refused.exitCode());
      assertTrue(refused.err().contains("SLUICE-007"), refused.err());
    }
    assertEquals(0, Launcher.run(source, "index", ".", "--root", root.toString()).exitCode());
    assertEquals(clean, names(root));
    assertFalse(names(root.resolve("index-sqlite")).contains(".index-code.db." + uuid));
  }

  @Test
  void theLauncherWorksThroughLinksFromAnywhere() throws Exception {
    Path first = Files.createSymbolicLink(folder.resolve("first"), Launcher.SCRIPT);
    Files.createDirectory(folder.resolve("sub"));
    Path second =
        Files.createSymbolicLink(
            folder.resolve("sub/second"), Path.of("..").resolve(first.getFileName()));
    Run run = Launcher.run(second, folder, "--version");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("schema 7"), run.out());
  }

  @Test
  void helpNamesEveryCommand() throws Exception {
    Run help = Launcher.run(folder, "--help");
    assertEquals(0, help.exitCode());
    for (String command : List.of("index", "build", "search", "backends", "check")) {
      assertTrue(help.out().contains("  " + command), command);
      Run one = Launcher.run(folder, command, "--help");
      assertEquals(0, one.exitCode());
      assertFalse(one.out().isBlank());
    }
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
