package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.cli.Launcher.Run;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution, unpacked where there is no checkout. */
class DistributionIT {
  @TempDir Path temp;

  private Path unpack() throws IOException, InterruptedException {
    Path folder = Files.createDirectories(temp.resolve("a folder"));
    try (DirectoryStream<Path> archives =
        Files.newDirectoryStream(Path.of("target"), "sluice-*-bin.tar.gz")) {
      Path archive = archives.iterator().next().toAbsolutePath();
      var tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "--strip-components=1");
      assertEquals(0, tar.directory(folder.toFile()).inheritIO().start().waitFor());
    }
    // An archive of class data takes seconds to make; an empty one says that it cannot be made.
    String version = System.getProperty("java.version");
    Files.createDirectories(folder.resolve("cds"));
    Files.createFile(folder.resolve("cds").resolve("java-" + version + ".jsa"));
    return folder;
  }

  @Test
  void itRunsWhereItIsUnpackedAndSaysWhenItIsNotWhole() throws Exception {
    Path home = unpack();
    Path database = home.resolve("missing.db");
    Run check = Launcher.run(home.resolve("sluice"), temp, "check", database.toString());
    assertEquals(3, check.exitCode(), check.err());
    assertEquals("", check.err());
    assertTrue(Files.exists(home.resolve("native/libsqlitejdbc.so")), "unpacked for the next run");
    assertTrue(Files.exists(home.resolve("sluice-cyclonedx.json")));
    assertTrue(Files.exists(home.resolve("completions/sluice")));
    String page = Files.readString(home.resolve("man/man1/sluice.1"));
    assertTrue(page.matches("(?s)\\.TH \"SLUICE\" 1 \"\" \"Sluice \\d.*"), page);

    Files.delete(home.resolve("sluice.jar"));
    Run broken = Launcher.run(home.resolve("sluice"), temp, "--version");
    assertEquals(1, broken.exitCode());
    assertTrue(broken.err().contains("remedy: unpack it again"), broken.err());
  }
}
