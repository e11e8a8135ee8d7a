package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.cli.Launcher.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the command line behaves among shells, pipes and terminals, and what it tells of itself. */
class CommandLineIT {
  private static final Path SHELL = Path.of("/bin/bash");
  private static final String BOLD = "\u001b[1m";

  @TempDir Path folder;

  /** Runs a line of a shell, in which {@code "$0"} is the launcher. */
  private Run shell(String line) throws IOException, InterruptedException {
    return Launcher.run(SHELL, folder, "-c", line, Launcher.SCRIPT.toString());
  }

  @Test
  void configShowTellsEachValueAndWhereItComesFrom() throws Exception {
    Path root = Files.createDirectory(folder.resolve("root"));
    Files.writeString(root.resolve("sluice.json"), "{\"search\": {\"preferred\": \"lmdb\"}}");
    Run run =
        shell(
            "SLUICE_BUILD_VALIDATE=full \"$0\" config show --root root --set search.top=7 --json");
    assertEquals(0, run.exitCode(), run.err());
    Map<String, String> shown =
        run.json()
            .get("settings")
            .valueStream()
            .collect(
                Collectors.toMap(
                    setting -> setting.get("key").asString(),
                    setting ->
                        setting.get("values").get(0) + " " + setting.get("origin").asString()));
    assertEquals("\"7\" flag --set", shown.get("search.top"));
    assertEquals("\"full\" environment SLUICE_BUILD_VALIDATE", shown.get("build.validate"));
    assertEquals("\"lmdb\" root/sluice.json", shown.get("search.preferred"));
    assertEquals("\"auto\" default", shown.get("search.backend"));
  }

  @Test
  void whatCompletionPrintsIsTakenByBash() throws Exception {
    Run run = shell("source <(\"$0\" completion) && complete -p sluice");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals("", run.err());
    assertTrue(run.out().contains("_complete_sluice sluice"), run.out());
  }

  @Test
  void manualWritesAManPageForEachCommand() throws Exception {
    Run run = Launcher.run(folder, "manual", "--man", "man", "--json");
    assertEquals(0, run.exitCode(), run.err());
    try (Stream<Path> pages = Files.list(folder.resolve("man"))) {
      assertEquals(run.json().get("pages").size(), pages.count());
    }
    for (String command : Main.commands().keySet()) {
      String page = Files.readString(folder.resolve("man/sluice-" + command + ".1"));
      assertTrue(page.startsWith(".TH \"SLUICE"), page);
    }
  }

  @Test
  void aReaderThatHasSeenEnoughIsNoFailureToSpeakOf() throws Exception {
    Run run = shell("\"$0\" schema show | true; echo ${PIPESTATUS[0]}");
    assertEquals("", run.err());
    assertEquals(Main.CLOSED_PIPE + "\n", run.out());
  }

  @Test
  void coloursAreForTerminalsThatAreNotAskedToDoWithout() throws Exception {
    assumeTrue(shell("command -v script").exitCode() == 0, "script(1) makes no terminal here");
    Run coloured = shell("env -u NO_COLOR TERM=xterm script -qec \"$0 check --help\" /dev/null");
    assertTrue(coloured.out().contains(BOLD + "sluice check"), coloured.out());
    Run plain = shell("NO_COLOR=1 TERM=xterm script -qec \"$0 check --help\" /dev/null");
    assertTrue(plain.out().contains("sluice check"), plain.out());
    assertFalse(plain.out().contains("\u001b"), plain.out());
  }
}
