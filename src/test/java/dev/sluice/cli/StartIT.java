package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.cli.Launcher.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What short commands do not load. Half of their time is the start of Java, so a library that is
 * used again without need makes them slower by more than anything they do.
 */
class StartIT {
  private static final String JSON_TREES = "tools\\.jackson\\.databind\\.";
  private static final String FLIGHT_RECORDER = "jdk\\.jfr\\.internal\\.";
  private static final String JDBI = "org\\.jdbi\\.v3\\.core\\.Jdbi ";

  @TempDir Path folder;

  @BeforeEach
  void index() throws Exception {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    for (int i = 0; i < 10; i++) {
      Files.writeString(tree.resolve("F" + i + ".java"), "class F" + i + " { int field; }\n");
    }
    assertEquals(0, run("index", "tree", "--root", "root", "--mode", "code").exitCode());
  }

  @Test
  void aSearchLoadsNeitherJsonTreesNorTheFlightRecorder() throws Exception {
    assertEquals(
        List.of(),
        loaded("F3.java", JSON_TREES + "|" + FLIGHT_RECORDER, "search", "field", "--root", "root"));
  }

  @Test
  void anUpdateDoesNotLoadJdbiEither() throws Exception {
    Path bundles = folder.resolve("root/incremental");
    String[] update = {
      "build",
      "--root",
      "other",
      "--mode",
      "code",
      "--incremental",
      "--incremental-dir",
      bundles.toString()
    };
    assertEquals(0, run(update).exitCode());
    Files.writeString(folder.resolve("tree/F3.java"), "class F3 { int other; }\n");
    assertEquals(0, run("index", "tree", "--root", "root", "--mode", "code").exitCode());
    assertEquals(
        List.of(),
        loaded("incremental (1 changed", JSON_TREES + "|" + FLIGHT_RECORDER + "|" + JDBI, update));
  }

  private Run run(String... arguments) throws Exception {
    return Launcher.run(folder, arguments);
  }

  /** The first unwanted classes that a command loads, which says what is expected. */
  private List<String> loaded(String expected, String pattern, String... arguments)
      throws Exception {
    Path log = folder.resolve("classes.log");
    Run run = Launcher.runWith("-Xlog:class+load:file=" + log, folder, arguments);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains(expected), run.out());
    Pattern unwanted = Pattern.compile("\\] (" + pattern + ")");
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> unwanted.matcher(line).find()).limit(5).toList();
    }
  }
}
