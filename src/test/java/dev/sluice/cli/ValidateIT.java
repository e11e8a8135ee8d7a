package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.cli.Launcher.Run;
import dev.sluice.upkeep.IndexRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code sluice validate} as a user runs it. */
class ValidateIT {
  @TempDir Path folder;

  @Test
  void aSoundIndexIsToldFromADamagedOne() throws Exception {
    IndexRoot root = IndexRoot.withDatabase(folder.resolve("root"));

    Run sound = Launcher.run(folder, "validate", "--root", "root", "--level", "full", "--json");
    assertEquals(0, sound.exitCode(), sound.err());
    assertTrue(sound.json().get("ok").asBoolean());
    assertEquals(3, sound.json().get("checked").size(), sound.out());

    Files.delete(root.sqlite());
    Run damaged = Launcher.run(folder, "validate", "--root", "root");
    assertEquals(21, damaged.exitCode(), damaged.err());
    assertTrue(damaged.out().contains("error   missing: "), damaged.out());
    assertTrue(damaged.out().contains("remedy: build it with: sluice build --root"), damaged.out());
    assertTrue(damaged.out().contains("SLUICE-021"), damaged.out());
  }

  @Test
  void whatIsNotThereHasItsOwnExitCode() throws Exception {
    Run run = Launcher.run(folder, "validate", "--root", "nowhere", "--json");
    assertEquals(3, run.exitCode(), run.err());
    JsonNode error = run.json().get("error");
    assertEquals("SLUICE-003", error.get("code").asString());
  }
}
