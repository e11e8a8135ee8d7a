package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.cli.Launcher.Run;
import dev.sluice.contract.ModelGenerator;
import dev.sluice.contract.SqliteModels;
import dev.sluice.core.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code sluice compact} as a user runs it. */
class CompactIT {
  @TempDir Path folder;

  @Test
  void aDatabaseIsLookedAtThenCompactedThenCompact() throws Exception {
    Path database = folder.resolve("index-sqlite/index-code.db");
    Files.createDirectories(database.getParent());
    SqliteModels.write(ModelGenerator.withGaps(Mode.CODE, 7, 80), database);
    byte[] before = Files.readAllBytes(database);

    JsonNode look = result("--dry-run");
    assertTrue(look.get("changed").asBoolean(), look.toString());
    assertTrue(look.get("before").get("gaps").asInt() > 0, look.toString());
    assertEquals(79, look.get("after").get("maxDocId").asInt());
    assertArrayEquals(before, Files.readAllBytes(database));

    JsonNode done = result("--keep-backup");
    assertEquals(look.get("before"), done.get("before"));
    assertEquals(0, done.get("after").get("gaps").asInt());
    assertEquals(Files.size(database), done.get("after").get("bytes").asLong());
    Path backup = Path.of(done.get("backup").asString());
    assertArrayEquals(before, Files.readAllBytes(folder.resolve(backup)));

    Run again = Launcher.run(folder, "compact", "--root", ".");
    assertEquals(0, again.exitCode(), again.err());
    assertTrue(again.out().contains("nothing to gain"), again.out());
  }

  private JsonNode result(String option) throws Exception {
    Run run = Launcher.run(folder, "compact", "--root", ".", "--mode", "code", option, "--json");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(1, run.json().get("results").size());
    return run.json().get("results").get(0);
  }

  @Test
  void whatIsNotThereIsNotMade() throws Exception {
    Run run = Launcher.run(folder, "compact", "--root", "nowhere", "--mode", "code");
    assertEquals(3, run.exitCode(), run.err());
    assertFalse(Files.exists(folder.resolve("nowhere")));
  }
}
