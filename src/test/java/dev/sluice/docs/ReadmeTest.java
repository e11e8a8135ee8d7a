package dev.sluice.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README and the docs show works. */
class ReadmeTest {
  private static final Path README = Path.of("README.md");

  @TempDir Path folder;

  @Test
  void theLibraryExampleCompilesRunsAndFinds() throws Exception {
    var example = new JavaBlocks(README);
    List<String> statements = example.statements();
    assertTrue(statements.size() <= 10, "the example of ten lines has " + statements.size());
    assertEquals("Files.java:2 Files.openReadOnly", example.run(folder).get(0));
  }

  @Test
  void theTutorialCompilesAndRunsFromItsFirstBlockToItsLast() throws Exception {
    List<String> printed = new JavaBlocks(Path.of("docs/library.md")).run(folder);
    assertEquals("sqlite: default", printed.get(0));
    assertTrue(printed.get(1).endsWith("Files.java:2"), printed::toString);
    assertTrue(printed.stream().anyMatch(line -> line.startsWith("read adds ")), printed::toString);
    assertTrue(
        printed.contains("instead of lmdb (missing) and sqlite (too small: 2 chunks of 1000)"),
        printed::toString);
    assertEquals(
        "SLUICE-003, build it with: sluice build --mode code --backend lmdb",
        printed.get(printed.size() - 1));
  }
}
