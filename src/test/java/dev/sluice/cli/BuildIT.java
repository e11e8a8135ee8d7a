package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.cli.Launcher.Run;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code sluice build} as a user runs it. */
class BuildIT {
  private static final Path REAL = Path.of("../shared/real/before").toAbsolutePath();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --workers 2 --from artifacts | --workers
          --workers 2                  | --workers
          --workers 0                  | --workers
          --from zip                   | --from
          --validate never             | --validate
          --validate-full-up-to 9      | --validate auto
          --out x.db --mode code,prose | --out
          --incremental --out x.db --mode code | --out
          --max-changed 0.5            | --incremental
          --incremental --max-changed -1 | --max-changed
          --incremental --max-growth word=1:1 | word
          --incremental --max-growth token=many | many
          --compact --no-compact       | --no-compact
          --compact --backend lmdb     | --compact
          """)
  void whatCannotBeMeantIsRefusedBeforeAnythingIsTouched(String options, String named)
      throws Exception {
    writeArtifacts("code", 2);
    writeArtifacts("prose", 2);
    Run run = Launcher.run(folder, ("build --root . " + options).split(" ", -1));
    assertEquals(2, run.exitCode(), run.err());
    assertTrue(run.err().contains(named), run.err());
    assertEquals(List.of("index-code", "index-prose"), names(folder));
  }

  @Test
  void theRealBundlesArePoorerAndThatIsSaid() throws Exception {
    assumeTrue(Files.isDirectory(REAL), "the real index is not beside this checkout");
    JsonNode chosen = buildReal("auto");
    assertEquals("artifacts", chosen.get("source").asString());
    assertEquals(
        "the bundles have no phrase, chargram and dense rows", chosen.get("reason").asString());
    JsonNode asked = buildReal("bundles");
    assertEquals("bundles", asked.get("source").asString());
    assertEquals(
        List.of("phrase_postings", "chargram_postings", "dense_vectors"),
        asked.get("lost").valueStream().map(JsonNode::asString).toList());
    assertTrue(asked.get("warnings").get(0).asString().contains("built without"));
    assertEquals(1548, asked.get("chunks").asInt());
    assertEquals(64_704, asked.get("counts").get("token_postings").asInt());
  }

  private JsonNode buildReal(String from) throws IOException, InterruptedException {
    Run run =
        Launcher.run(
            folder,
            "build",
            "--root",
            REAL.toString(),
            "--incremental-dir",
            REAL.resolve("incremental").toString(),
            "--mode",
            "code",
            "--from",
            from,
            "--validate",
            "full",
            "--out",
            folder.resolve(from + ".db").toString(),
            "--json");
    assertEquals(0, run.exitCode(), run.err());
    return run.json().get("results").get(0);
  }

  @Test
  void anEditedTreeIsIndexedInPlace() throws Exception {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    for (int i = 0; i < 10; i++) {
      Files.writeString(tree.resolve("F" + i + ".java"), "class F" + i + " { int field; }\n");
    }
    String[] index = {"index", "tree", "--root", "r", "--mode", "code", "--json"};
    assertEquals(0, Launcher.run(folder, index).exitCode());
    Path database = folder.resolve("r/index-sqlite/index-code.db");
    byte[] before = Files.readAllBytes(database);
    String[] update =
        Stream.concat(Stream.of(index), Stream.of("--incremental")).toArray(String[]::new);
    assertEquals("unchanged", result(Launcher.run(folder, update)).get("source").asString());
    assertArrayEquals(before, Files.readAllBytes(database));
    Files.writeString(tree.resolve("F3.java"), "class F3 { int renamedField; }\n");
    Files.delete(tree.resolve("F7.java"));
    JsonNode updated = result(Launcher.run(folder, update));
    assertEquals("incremental", updated.get("source").asString(), updated.toString());
    assertEquals(1, updated.get("changedFiles").asInt());
    assertEquals(1, updated.get("deletedFiles").asInt());
    assertEquals(9, updated.get("totalFiles").asInt());
    assertEquals(List.of("index-code.db"), names(database.getParent()));
    Run found = Launcher.run(folder, "search", "renamed field", "--root", "r", "--json");
    assertEquals("F3.java", found.json().get("hits").get(0).get("file").asString());
    Run again =
        Launcher.run(
            folder,
            "build",
            "--root",
            "r",
            "--mode",
            "code",
            "--incremental",
            "--backend",
            "all",
            "--json");
    assertEquals("unchanged", result(again).get("source").asString());
    JsonNode lmdb = again.json().get("results").get(1);
    assertTrue(
        lmdb.get("reason").asString().contains("cannot be changed in place"), lmdb.toString());
  }

  private static JsonNode result(Run run) {
    assertEquals(0, run.exitCode(), run.err());
    return run.json().get("results").get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aBuildThatIsToldToEndLeavesTheOldDatabaseAndSaysSo(String signal) throws Exception {
    writeArtifacts("code", 2);
    assertEquals(0, Launcher.run(folder, "build", "--root", ".").exitCode());
    Path database = folder.resolve("index-sqlite/index-code.db");
    byte[] before = Files.readAllBytes(database);
    writeArtifacts("code", 100_000);
    var builder =
        // Whoever runs the tests in the background may have them ignore an INT, and what they
        // start.
        new ProcessBuilder(
                "env",
                "--default-signal=INT",
                Launcher.SCRIPT.toString(),
                "build",
                "--root",
                ".",
                "--quiet")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process build = builder.start();
    while (names(database.getParent()).size() == 1) {
      assertTrue(build.isAlive(), () -> "ended early: " + output());
      Thread.onSpinWait();
    }
    new ProcessBuilder("kill", "-" + signal, Long.toString(build.pid())).start().waitFor();
    assertTrue(build.waitFor(60, TimeUnit.SECONDS), "did not end");
    assertNotEquals(0, build.exitValue());
    assertEquals(List.of("index-code.db"), names(database.getParent()));
    assertArrayEquals(before, Files.readAllBytes(database));
    JsonNode state =
        new JsonMapper()
            .readTree(Files.readString(folder.resolve("index-code/index_state.json")))
            .get("sqlite");
    assertEquals(false, state.get("pending").asBoolean());
    assertEquals(true, state.get("ready").asBoolean());
    assertTrue(state.get("failure").asString().contains("interrupted"), state.toString());
  }

  private String output() {
    try {
      return Files.readString(folder.resolve("output"));
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  private void writeArtifacts(String mode, int chunks) throws IOException {
    Path artifacts = Files.createDirectories(folder.resolve("index-" + mode));
    try (BufferedWriter out = Files.newBufferedWriter(artifacts.resolve("chunk_meta.jsonl"))) {
      String padding = "x".repeat(500);
      for (int i = 0; i < chunks; i++) {
        out.write(
            "{\"id\":"
                + i
                + ",\"file\":\"f\",\"start\":0,\"end\":1,\"tokens\":[\"a\",\"b\",\"w"
                + i
                + "\"],\"headline\":\""
                + padding
                + "\"}\n");
      }
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
