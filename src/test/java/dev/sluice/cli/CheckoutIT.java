package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.cli.Launcher.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout, with a Maven that does as it is told here. */
class CheckoutIT {
  @TempDir Path temp;
  private Path home;
  private Path source;

  @BeforeEach
  void makeCheckout() throws IOException {
    home = Files.createDirectories(temp.resolve("a checkout"));
    Files.copy(Launcher.SCRIPT, home.resolve("sluice"));
    Files.createFile(home.resolve("pom.xml"));
    Files.createDirectories(home.resolve("schema"));
    source = Files.createFile(Files.createDirectories(home.resolve("src/main")).resolve("A.java"));
    Path target = Files.createDirectories(home.resolve("target"));
    Path built = Path.of("target").toAbsolutePath();
    Files.copy(built.resolve("sluice.jar"), target.resolve("sluice.jar"));
    Files.createSymbolicLink(target.resolve("lib"), built.resolve("lib"));
    // An archive of class data takes seconds to make; an empty one says that it cannot be made.
    Path archive = target.resolve("cds/java-" + System.getProperty("java.version") + ".jsa");
    Files.createDirectories(archive.getParent());
    Files.createFile(archive);
    change(archive, 3600);
  }

  /** The folder for temporary files warns of links out of it. */
  @AfterEach
  void removeLink() throws IOException {
    Files.delete(home.resolve("target/lib"));
  }

  private static void change(Path file, int secondsFromNow) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(secondsFromNow)));
  }

  private Run run(String maven) throws IOException, InterruptedException {
    Path bin = Files.createDirectories(temp.resolve("bin"));
    Path mvn = Files.writeString(bin.resolve("mvn"), "#!/bin/sh\n" + maven + "\n");
    Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwx------"));
    var path = Map.of("PATH", bin + ":" + System.getenv("PATH"));
    return Launcher.run(home.resolve("sluice"), temp, path, "--version");
  }

  private static void assertBuilt(boolean expected, Run run) {
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().startsWith("sluice "), run.out());
    assertEquals(expected, run.err().contains("sluice: building"), run.err());
  }

  @Test
  void aChangeThatLeavesTheBytesOfTheJarIsBuiltOnce() throws Exception {
    change(home.resolve("target/sluice.jar"), -60);
    assertBuilt(true, run("true"));
    assertBuilt(false, run("false"));
  }

  @Test
  void whatChangesDuringTheBuildIsBuiltTheNextTime() throws Exception {
    change(source, 60);
    assertBuilt(true, run("touch ../'a checkout'/target/sluice.jar"));
    assertBuilt(true, run("true"));
  }

  @Test
  void aBuildThatFailsOrLeavesNothingIsToldWithWhatToDo() throws Exception {
    Files.delete(home.resolve("target/sluice.jar"));
    Run nothing = run("true");
    assertEquals(1, nothing.exitCode());
    assertTrue(nothing.err().contains("left no jar"), nothing.err());
    assertTrue(nothing.err().contains("mvn clean package"), nothing.err());
    Run failed = run("echo what Maven says; exit 1");
    assertEquals(1, failed.exitCode());
    assertTrue(failed.err().contains("what Maven says"), failed.err());
    assertFalse(failed.err().contains("left no jar"), failed.err());
  }
}
