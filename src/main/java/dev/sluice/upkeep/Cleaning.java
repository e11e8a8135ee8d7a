package dev.sluice.upkeep;

import dev.sluice.core.BuildFailedException;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.RootLock;
import dev.sluice.core.SluiceException;
import dev.sluice.upkeep.CleanPlan.Removed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Removes what Sluice made under an index root, and nothing else. What is removed is listed first,
 * and then just that list is gone through, so a look alone shows what a run does. Links are not
 * followed. docs/clean.md says what is taken for whose.
 */
public final class Cleaning {
  /** How long another writer is waited for. */
  private static final long PATIENCE_MILLIS = 2_000;

  private final Path root;
  private final Path home;

  public Cleaning(Path root) {
    this(root, Path.of(System.getProperty("user.home")));
  }

  Cleaning(Path root, Path home) {
    this.root = root;
    this.home = home;
  }

  /**
   * Tells what {@link #run} would remove, and removes nothing.
   *
   * @throws SluiceException with {@link ErrorCode#USAGE} if nothing may be removed from that
   *     folder, with {@link ErrorCode#MISSING} if Sluice made nothing there
   */
  public CleanPlan look() {
    try {
      CleanPlan plan = new CleanWalk(CleanGuard.require(root, home)).run();
      CleanGuard.requireOwn(plan);
      return plan;
    } catch (IOException e) {
      throw new SluiceException(
          ErrorCode.UNREADABLE,
          root + " cannot be looked at: " + e,
          "this user may not look into it",
          "check the permissions of the folder",
          e);
    }
  }

  /**
   * Removes it.
   *
   * @throws SluiceException as {@link #look} does; if another process writes under the root; or if
   *     something cannot be removed
   */
  public CleanPlan run() {
    CleanPlan before = look(); // Refuses before anything is touched, even the lock.
    try (RootLock lock = RootLock.acquire(before.root(), PATIENCE_MILLIS)) {
      Path lockFile = RootLock.fileIn(before.root());
      CleanPlan plan = look();
      if (!lists(before, lockFile)) {
        plan = plan.without(lockFile); // It is there since a moment ago.
      }
      for (Removed one : plan.removed()) {
        if (!one.path().equals(lockFile)) {
          remove(plan.root(), one);
        }
      }
      lock.removeFile();
      return plan;
    } catch (IOException e) {
      throw new BuildFailedException(
          root + " is cleaned in part: " + e,
          "this user may not remove it, or somebody put something there meanwhile",
          "check the permissions, then run the same command again",
          e);
    }
  }

  private static boolean lists(CleanPlan plan, Path path) {
    return plan.removed().stream().anyMatch(one -> one.path().equals(path));
  }

  /** What stands there now may not be what was listed; a link may have taken its folder's place. */
  private static void remove(Path root, Removed one) throws IOException {
    if (!one.path().getParent().toRealPath().startsWith(root)) {
      throw new IOException(one.path().getParent() + " became a link that leaves the root");
    }
    if (one.folder() != Files.isDirectory(one.path(), LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(one.path() + " is not what it was a moment ago");
    }
    Files.delete(one.path());
  }
}
