package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.cli.Launcher.Run;
import dev.sluice.upkeep.IndexRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice clean} as a user runs it. */
class CleanIT {
  @TempDir Path folder;

  @Test
  void aLookShowsWhatIsThenRemoved() throws Exception {
    IndexRoot root = IndexRoot.withDatabase(folder.resolve("root"));
    Path config = Files.writeString(root.path().resolve("sluice.json"), "{}");

    Run look = Launcher.run(folder, "clean", "--root", "root", "--dry-run");
    assertEquals(0, look.exitCode(), look.err());
    assertTrue(Files.exists(root.sqlite()));
    assertTrue(look.out().contains("would leave " + config.toRealPath()), look.out());

    Run done = Launcher.run(folder, "clean", "--root", "root");
    assertEquals(0, done.exitCode(), done.err());
    assertEquals(paths(look, "would remove "), paths(done, "removed "));
    try (Stream<Path> left = Files.list(root.path())) {
      assertEquals(List.of(config), left.toList());
    }
    Run again = Launcher.run(folder, "clean", "--root", "root", "--json");
    assertEquals(3, again.exitCode(), again.err());
  }

  private static List<String> paths(Run run, String prefix) {
    return run.out()
        .lines()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .toList();
  }
}
