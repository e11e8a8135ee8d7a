package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.cli.Launcher.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The schema commands as a reviewer types them, in a repository with the schema of this one. */
class SchemaCommandIT {
  @TempDir Path repository;

  @BeforeEach
  void commitTheSchema() throws Exception {
    copyTheSchema();
    try (Git git = Git.init().setDirectory(repository.toFile()).setInitialBranch("main").call()) {
      git.add().addFilepattern(".").call();
      git.commit()
          .setMessage("the schema")
          .setAuthor("a", "a@b")
          .setCommitter("a", "a@b")
          .setSign(false)
          .call();
    }
    Files.createDirectory(repository.resolve("docs"));
  }

  @Test
  void aStructuralChangeGoesTheWayOfTheDocs() throws Exception {
    assertEquals(0, sluice("schema", "check").exitCode());
    edit("schema/tables/chunks.sql", "churn REAL,", "");
    Run check = sluice("schema", "check");
    assertEquals(1, check.exitCode(), check.err());
    assertTrue(check.out().contains("structure-without-version"), check.out());
    Run refused = sluice("schema", "lock");
    assertEquals(1, refused.exitCode(), refused.out());
    assertTrue(refused.err().contains("schema/version"), refused.err());
    Files.writeString(repository.resolve("schema/version"), "8\n");
    assertEquals(1, sluice("schema", "check").exitCode());
    assertEquals("wrote schema/catalog.lock\n", sluice("schema", "lock").out());
    assertEquals("unchanged schema/catalog.lock\n", sluice("schema", "lock").out());
    assertEquals("wrote docs/schema.md\n", sluice("schema", "docs").out());
    Run after = sluice("schema", "check", "--against", "git:main", "--json");
    assertEquals(0, after.exitCode(), after.out());
    assertEquals("git:main", after.json().get("against").asString());
    assertTrue(after.json().get("findings").isEmpty());
  }

  @Test
  void aChangeIsToldInFourForms() throws Exception {
    edit("schema/tables/chunks.sql", "churn REAL,", "");
    Run json = sluice("schema", "diff", "git:main", "schema", "--json");
    assertEquals(1, json.exitCode(), json.err());
    assertEquals("", json.err());
    JsonNode change = json.json().get("changes").get(0);
    assertFalse(json.json().get("same").asBoolean());
    assertEquals("chunks.churn", change.get("object").asString());
    assertEquals("breaks-readers", change.get("class").asString());
    assertEquals("ChunksDao.find", change.get("methods").get(0).asString());
    assertEquals("schema/tables/chunks.sql", change.get("from").get("file").asString());
    assertEquals("REAL", change.get("from").get("value").asString());
    assertTrue(change.get("to").get("value").isNull());
    Run text = sluice("schema", "diff", "git:main", "schema");
    assertTrue(text.out().contains("breaks-readers  chunks.churn: column removed"), text.out());
    Run markdown = sluice("schema", "diff", "git:main", "schema", "--markdown");
    assertTrue(markdown.out().contains("| breaks-readers | `chunks.churn` |"), markdown.out());
    JsonNode sarif = sluice("schema", "diff", "git:main", "schema", "--sarif").json();
    assertEquals("2.1.0", sarif.get("version").asString());
    JsonNode result = sarif.get("runs").get(0).get("results").get(0);
    assertEquals("breaks-readers", result.get("ruleId").asString());
  }

  @Test
  void showPrintsTheLockOfTheProgram() throws Exception {
    Run text = sluice("schema", "show");
    assertEquals(0, text.exitCode(), text.err());
    assertEquals(Files.readString(Path.of("schema", "catalog.lock")), text.out());
    JsonNode json = sluice("schema", "show", "git:main", "--json").json();
    assertEquals(7, json.get("version").asInt());
    assertEquals(14, json.get("tables").size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | schema diff declared schema
          0 | schema diff git:main git:HEAD
          2 | schema diff git:nope schema
          2 | schema diff declared nowhere.db
          2 | schema diff declared schema/version
          2 | schema diff declared schema --markdown --sarif
          2 | schema check --against git:nope
          2 | schema check --schema nowhere
          3 | schema lock --schema nowhere
          2 | schema diff declared
          2 | schema
          """)
  void exitCodesAreThoseOfDiff(int exitCode, String line) throws Exception {
    Run run = sluice(line.split(" ", -1));
    assertEquals(exitCode, run.exitCode(), run.out() + run.err());
    assertEquals(exitCode != 0, run.err().contains("SLUICE-0"), run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"show", "diff", "check", "lock", "docs"})
  void helpHasAnExample(String verb) throws Exception {
    Run help = sluice("schema", verb, "--help");
    assertEquals(0, help.exitCode());
    assertTrue(help.out().contains("example: sluice schema " + verb), help.out());
  }

  private Run sluice(String... arguments) throws IOException, InterruptedException {
    return Launcher.run(repository, arguments);
  }

  private void edit(String path, String old, String now) throws IOException {
    String text = Files.readString(repository.resolve(path));
    assertTrue(text.contains(old), path);
    Files.writeString(repository.resolve(path), text.replace(old, now));
  }

  /** With waivers that do not end while this test is about something else. */
  private void copyTheSchema() throws IOException {
    try (Stream<Path> paths = Files.walk(Path.of("schema"))) {
      for (Path path : List.copyOf(paths.filter(Files::isRegularFile).toList())) {
        Path copy = repository.resolve(path);
        Files.createDirectories(copy.getParent());
        Files.writeString(
            copy,
            Files.readString(path).replaceAll("until \\d{4}-\\d\\d-\\d\\d", "until 9999-12-31"));
      }
    }
  }
}
