package dev.sluice.killed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.killed.Command.Ended;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Commands that are refused what they need: space, permission, file handles, a disk that works. Of
 * each kind a command or two by default, all of them with {@code -Dsluice.starved=all}.
 */
class StarvedIT {
  private static final boolean ALL = "all".equals(System.getProperty("sluice.starved"));

  @TempDir static Path folder;

  private static final Map<Operation, Trial> TRIALS = new EnumMap<>(Operation.class);

  private static Trial trial(Operation operation) throws Exception {
    Trial trial = TRIALS.get(operation);
    if (trial == null) {
      trial = new Trial(operation, folder, folder.resolve(operation.name()));
      TRIALS.put(operation, trial);
    }
    return trial;
  }

  /** Those that the others here run on. */
  static Stream<Operation> operations() {
    return ALL ? Stream.of(Operation.values()) : Stream.of(Operation.COMPACT_WITH_A_LOG);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aFileThatMayNotGrowEndsTheCommand(Operation operation) throws Exception {
    Trial trial = trial(operation);
    // More than the native library, which is unpacked first, and less than the store.
    int kib = operation.isLmdb() ? 500 : 1_200;
    trial.restore();
    assertFails(trial, "ulimit -f " + kib + "; exec \"$@\"", "at most " + kib + " KiB a file");
    trial.assertNextRunSucceeds("with room again");
  }

  @ParameterizedTest
  @EnumSource(names = "COMPACT_WITH_A_LOG")
  void aFullDiskIsTold(Operation operation) throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    mount("-t", "tmpfs", "-o", "size=48m", "tmpfs", disk.toString());
    try {
      var trial =
          new Trial(operation, Files.createDirectory(folder.resolve("full")), disk.resolve("root"));
      trial.restore();
      Path filler = disk.resolve("filler");
      fill(filler, Files.getFileStore(disk).getUsableSpace() - (256 << 10));
      Ended ended = assertFails(trial, "exec \"$@\"", "on a full disk");
      assertTrue(ended.output().contains("KiB are free"), ended.output());
      Files.delete(filler);
      trial.assertNextRunSucceeds("with room again");
    } finally {
      run("umount", "-l", disk.toString());
    }
  }

  private static void fill(Path file, long bytes) throws IOException {
    byte[] block = new byte[64 << 10];
    try (var out = Files.newOutputStream(file)) {
      for (long written = 0; written < bytes; written += block.length) {
        out.write(block);
      }
    }
  }

  @Test
  void aTemporaryFolderWithoutRoomIsTold() throws Exception {
    Trial trial = trial(Operation.COMPACT_WITH_A_LOG);
    trial.restore();
    Ended ended = assertFails(trial, "ulimit -f 64; exec \"$@\"", "at most 64 KiB a file");
    assertTrue(ended.output().contains("SQLite cannot be loaded"), ended.output());
    assertTrue(ended.output().contains("java.io.tmpdir"), ended.output());
  }

  @ParameterizedTest
  @EnumSource(names = "COMPACT_WITH_A_LOG")
  void aFolderThatMayOnlyBeReadIsNamed(Operation operation) throws Exception {
    Path root = folder.resolve(operation.name());
    Trial trial = trial(operation);
    trial.restore();
    mount("--bind", root.toString(), root.toString());
    try {
      mount("-o", "remount,ro,bind", root.toString());
      Ended ended = assertFails(trial, "exec \"$@\"", "on a read-only file system");
      assertTrue(ended.output().contains(root.toString()), ended.output());
    } finally {
      run("umount", "-l", root.toString());
    }
    trial.assertNextRunSucceeds("writable again");
  }

  @Test
  void tooFewFileHandlesEndTheCommand() throws Exception {
    Trial trial = trial(Operation.COMPACT_WITH_A_LOG);
    // The JVM and its libraries take some fifty; what is refused first differs between machines.
    int failures = 0;
    for (int handles = 40; handles <= 72; handles += ALL ? 2 : 24) {
      trial.restore();
      Ended ended = limited(trial, "ulimit -n " + handles + "; exec \"$@\"");
      String when = handles + " handles: " + ended.output();
      if (ended.exitCode() == 0) {
        assertEquals(Trial.Seen.NEW, trial.assertOldOrNew(when), when);
      } else {
        failures++;
        trial.assertOldAndClean(when);
      }
    }
    assertTrue(failures > 0, "the limits were too high");
    trial.assertNextRunSucceeds("with handles again");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aDiskThatFailsLeavesTheOldIndexOrTheNewOne(Operation operation) throws Exception {
    Path library = failingDisk();
    Trial trial = trial(operation);
    boolean failed = true;
    int from = 1;
    for (; failed && from < 100_000; from = from * (ALL ? 2 : 8) + 1) {
      trial.restore();
      String preload =
          "export LD_PRELOAD=%s SLUICE_FAIL_IN=%s SLUICE_FAIL_FROM=%d; exec \"$@\""
              .formatted(library, operation.isLmdb() ? "index-lmdb" : "index-sqlite", from);
      Ended ended = limited(trial, preload);
      String when = operation + " failing from call " + from + ": " + ended.output();
      failed = ended.exitCode() != 0;
      trial.assertOldOrNew(when);
      if (failed) {
        assertTrue(ended.output().contains("SLUICE-"), when);
        trial.assertNextRunSucceeds(when);
      }
    }
    assertTrue(from > 4, "nothing failed");
  }

  private Path failingDisk() throws IOException, InterruptedException {
    assumeTrue(isLinux(), "LD_PRELOAD is of Linux");
    Path source = folder.resolve("failing_disk.c");
    Path library = folder.resolve("failing_disk.so");
    if (Files.exists(library)) {
      return library;
    }
    try (InputStream in = StarvedIT.class.getResourceAsStream("failing_disk.c")) {
      Files.copy(in, source);
    }
    assumeTrue(
        run("sh", "-c", "command -v gcc").exitCode() == 0, "no gcc to make a failing disk with");
    Ended compiled =
        run("gcc", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl");
    assertEquals(0, compiled.exitCode(), compiled.output());
    return library;
  }

  private static boolean isLinux() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
  }

  private static void mount(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("mount"));
    command.addAll(List.of(arguments));
    Ended ended = run(command.toArray(new String[0]));
    assumeTrue(ended.exitCode() == 0, "mounting is not permitted: " + ended.output());
  }

  private static Ended run(String... command) throws IOException, InterruptedException {
    try {
      return Command.run(List.of(command));
    } catch (IOException e) {
      return new Ended(127, e.getMessage()); // No such program.
    }
  }

  private static Ended limited(Trial trial, String script)
      throws IOException, InterruptedException {
    return Command.run(
        Stream.concat(Stream.of("bash", "-c", script, "bash"), trial.line().stream())
            .collect(Collectors.toList()));
  }

  /** The command fails, tells what to do, and leaves the old index alone. */
  private static Ended assertFails(Trial trial, String script, String when) throws Exception {
    Ended ended = limited(trial, script);
    String what = when + ": " + ended.output();
    assertNotEquals(0, ended.exitCode(), what);
    assertTrue(ended.output().contains("SLUICE-"), what);
    assertTrue(ended.output().contains("remedy:"), what);
    trial.assertOldAndClean(what);
    return ended;
  }
}
