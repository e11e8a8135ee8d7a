package dev.sluice.killed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.DurableFiles;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * An operation with what its index is before and after it, and what has to hold whatever happens to
 * the process that does it.
 */
final class Trial {
  private final Operation operation;
  private final Path template;
  private final Path root;
  private final Store store;
  private final String oldContent;
  private final String newContent;
  private final SortedSet<String> oldNames;
  private final SortedSet<String> newNames;
  private long millis;

  /** What was found after a process had ended too early. */
  enum Seen {
    /** Not even a lock was taken. */
    UNTOUCHED,
    OLD,
    NEW
  }

  /**
   * Makes the index, and runs the operation once to its end to know what comes of it.
   *
   * @param root where the index is to lie
   */
  Trial(Operation operation, Path folder, Path root)
      throws IOException, SQLException, InterruptedException {
    this.operation = operation;
    this.template = folder.resolve(operation + "-before");
    this.root = root;
    this.store = new Store(root, operation.isLmdb());
    operation.prepare(template);
    restore();
    this.oldNames = store.names();
    this.oldContent = store.content();
    var ended = runToItsEnd();
    assertEquals(0, ended.exitCode(), operation + ": " + ended.output());
    if (operation.isIncremental()) {
      assertTrue(ended.output().contains("incremental ("), ended.output());
    }
    this.newContent = store.content();
    this.newNames = store.names();
    store.assertSound(operation + " to its end");
    assertTrue(!oldContent.equals(newContent), operation + " changes nothing");
  }

  List<String> line() throws IOException {
    return operation.line(root);
  }

  private Command.Ended runToItsEnd() throws IOException, InterruptedException {
    long started = System.nanoTime();
    var ended = Command.run(line());
    millis = (System.nanoTime() - started) / 1_000_000;
    return ended;
  }

  /** How long the operation took the last time that nothing happened to it. */
  long millis() {
    return millis;
  }

  /** The index as it is before the operation. */
  void restore() throws IOException {
    if (Files.isDirectory(root)) {
      try (Stream<Path> children = Files.list(root)) {
        for (Path child : children.toList()) {
          DurableFiles.deleteTree(child);
        }
      }
    }
    try (Stream<Path> files = Files.walk(template)) {
      for (Path file : files.toList()) {
        Path copy = root.resolve(template.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }

  /** The store is entirely what it was before or what it is after, and sound. */
  Seen assertOldOrNew(String when) throws IOException, SQLException {
    SortedSet<String> names = store.names();
    String content = store.content();
    assertTrue(
        content.equals(oldContent) || content.equals(newContent),
        when + ": neither the old nor the new content");
    store.assertSound(when);
    if (content.equals(newContent)) {
      return Seen.NEW;
    }
    return names.equals(oldNames) ? Seen.UNTOUCHED : Seen.OLD;
  }

  /** The store is what it was before, sound, and nothing lies about that was not there. */
  void assertOldAndClean(String when) throws IOException, SQLException {
    assertNotEquals(Seen.NEW, assertOldOrNew(when), when);
    assertEquals(List.of(), store.names().stream().filter(this::isDebris).toList(), when);
  }

  private boolean isDebris(String name) {
    var hidden = FileSystems.getDefault().getPathMatcher("glob:.*");
    Path last = Path.of(name).getFileName();
    boolean known = oldNames.contains(name) || newNames.contains(name);
    // What a look at the store left beside it, where a log was there before.
    boolean sharedMemory =
        name.endsWith("-shm") && oldNames.stream().anyMatch(n -> n.endsWith("-wal"));
    return !known && !sharedMemory && (hidden.matches(last) || name.contains(".db"));
  }

  /** The same command succeeds now, and leaves what it leaves when nothing happened before. */
  void assertNextRunSucceeds(String when) throws IOException, SQLException, InterruptedException {
    var ended = runToItsEnd();
    assertEquals(0, ended.exitCode(), when + ", next run: " + ended.output());
    assertEquals(newContent, store.content(), when + ", next run");
    store.assertSound(when + ", next run");
    assertEquals(newNames, store.names(), when + ", next run");
  }
}
