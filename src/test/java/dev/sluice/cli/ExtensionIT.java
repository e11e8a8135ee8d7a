package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.cli.Launcher.Run;
import dev.sluice.sqlite.ann.RealLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code sluice extension} and {@code --ann} as a user runs them. */
class ExtensionIT {
  @TempDir Path folder;

  @Test
  void withoutAnExtensionEveryCommandWorksAndOnlyAskingForItFails() throws Exception {
    Files.writeString(folder.resolve("Cache.java"), "class Cache { void evict() { clear(); } }");
    assertEquals(0, sluice("index", ".", "--mode", "code").exitCode());
    Run shown = sluice("extension", "show", "--json");
    assertEquals(0, shown.exitCode(), shown.err());
    assertFalse(shown.json().get("usable").asBoolean());
    assertTrue(shown.json().get("reason").asString().contains("no library of sqlite-vec"));
    assertEquals("flag --set", setting(shown, "ann.directory").get("origin").asString());
    Run verified = sluice("extension", "verify", "--json");
    assertEquals(3, verified.exitCode(), verified.err());
    JsonNode step = verified.json().get("steps").get(1);
    assertEquals("SLUICE-003", step.get("code").asString());
    Run asked = sluice("search", "evict", "--ann", "extension");
    assertEquals(2, asked.exitCode());
    assertTrue(asked.err().contains("sluice extension verify"), asked.err());
    Run off = sluice("search", "evict", "--ann", "off", "--json");
    assertEquals(0, off.exitCode());
    assertEquals(
        "dense skipped: vectors are switched off", off.json().get("notes").get(0).asString());
    assertEquals(3, sluice("build", "--ann", "extension").exitCode());
  }

  @Test
  void unsafeSettingsAreAWarningOrAnErrorAndUnknownOnesAreErrors() throws Exception {
    Files.writeString(folder.resolve("Cache.java"), "class Cache { void evict() { clear(); } }");
    Run index = sluice("index", ".", "--mode", "code", "--set", "ann.table=t; DROP TABLE chunks");
    assertEquals(0, index.exitCode(), index.err());
    assertTrue(index.err().contains("no vector table is made: ann.table is"), index.err());
    Run verified = sluice("extension", "verify", "--set", "ann.table=t; DROP TABLE chunks");
    assertEquals(2, verified.exitCode(), verified.err());
    Files.writeString(folder.resolve(".sluice/sluice.json"), "{\"ann\": {\"mod\": \"off\"}}");
    Run search = sluice("search", "evict");
    assertEquals(2, search.exitCode());
    assertTrue(search.err().contains("did you mean ann.mode?"), search.err());
  }

  @Test
  void theRealLibraryIsInstalledVerifiedFilledAndAsked() throws Exception {
    Path library = RealLibrary.path();
    Files.writeString(folder.resolve("Cache.java"), "class Cache { void evict() { clear(); } }");
    Run installed = sluice("extension", "install", library.toString(), "--json");
    assertEquals(0, installed.exitCode(), installed.err());
    assertTrue(installed.err().contains("no --sha256"), installed.err());
    Run verified = sluice("extension", "verify", "--json");
    assertEquals(0, verified.exitCode(), verified.out());
    assertTrue(verified.json().get("ok").asBoolean());
    assertEquals(0, sluice("index", ".", "--mode", "code", "--ann", "extension").exitCode());
    Run extension = sluice("search", "evict", "--ann", "extension", "--json");
    assertEquals(0, extension.exitCode(), extension.err());
    Run exact = sluice("search", "evict", "--ann", "exact", "--json");
    assertEquals(exact.json().get("hits"), extension.json().get("hits"));
    Path own = Path.of(installed.json().get("library").asString());
    Files.write(own, new byte[] {1, 2, 3});
    Run changed = sluice("extension", "verify", "--no-load", "--json");
    assertEquals(14, changed.exitCode(), changed.out());
    assertEquals(0, sluice("search", "evict").exitCode());
  }

  private static JsonNode setting(Run shown, String key) {
    return shown
        .json()
        .get("settings")
        .valueStream()
        .filter(setting -> setting.get("key").asString().equals(key))
        .findFirst()
        .orElseThrow();
  }

  /** With a folder of extensions of its own. */
  private Run sluice(String... arguments) throws Exception {
    var all = new ArrayList<>(List.of(arguments));
    all.add("--set");
    all.add("ann.directory=" + folder.resolve("extensions"));
    return Launcher.run(folder, all.toArray(String[]::new));
  }
}
