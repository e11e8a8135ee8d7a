package dev.sluice.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootLockTest {
  @TempDir Path root;

  @Test
  void aSecondWriterIsToldWhoHoldsTheLock() {
    RootLock first = RootLock.acquire(root, 0);
    var refusal = assertThrows(StoreUnavailableException.class, () -> RootLock.acquire(root, 60));
    assertEquals(ErrorCode.BUSY, refusal.code());
    String pid = "process " + ProcessHandle.current().pid();
    assertTrue(refusal.getMessage().endsWith(pid), refusal.getMessage());
    first.close();
    RootLock.acquire(root, 0).close();
  }

  @Test
  void theLockOfADeadProcessDoesNotBlock() throws Exception {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                root.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertEquals('h', holder.getInputStream().read());
      var refusal = assertThrows(StoreUnavailableException.class, () -> RootLock.acquire(root, 0));
      assertTrue(refusal.getMessage().contains("process " + holder.pid()), refusal.getMessage());
    } finally {
      holder.destroyForcibly();
      assertTrue(holder.waitFor(30, TimeUnit.SECONDS));
    }
    RootLock.acquire(root, 0).close();
  }

  @Test
  void whoWaitsForALockThatIsRemovedLocksTheNextOne() throws Exception {
    RootLock first = RootLock.acquire(root, 0);
    var second = CompletableFuture.supplyAsync(() -> RootLock.acquire(root, 60_000));
    TimeUnit.MILLISECONDS.sleep(100); // Whether it waits by now changes nothing but the path taken.
    first.removeFile();
    first.close();
    RootLock lock = second.get(60, TimeUnit.SECONDS);
    assertTrue(Files.exists(RootLock.fileIn(root)));
    assertThrows(StoreUnavailableException.class, () -> RootLock.acquire(root, 0));
    lock.close();
  }

  @Test
  void aRootThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.writeString(root.resolve("file"), "in the way");
    var refusal =
        assertThrows(BuildFailedException.class, () -> RootLock.acquire(file.resolve("r"), 0));
    assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
  }

  /** Holds the lock until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws InterruptedException {
      var lock = RootLock.acquire(Path.of(arguments[0]), 0);
      System.out.print('h');
      System.out.flush();
      TimeUnit.MINUTES.sleep(5);
      lock.close();
    }
  }
}
