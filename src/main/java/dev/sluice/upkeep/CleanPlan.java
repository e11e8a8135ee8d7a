package dev.sluice.upkeep;

import java.nio.file.Path;
import java.util.List;

/**
 * What of an index root goes, and what stays.
 *
 * @param removed files, and folders after what is in them, in the order in which they go
 * @param left what lies beside or among it
 */
public record CleanPlan(Path root, List<Removed> removed, List<Left> left) {

  /**
   * A path that goes.
   *
   * @param bytes 0 of a folder
   */
  public record Removed(Path path, boolean folder, long bytes) {}

  /** A path that stays, and why. */
  public record Left(Path path, String reason) {}

  CleanPlan without(Path path) {
    return new CleanPlan(
        root, removed.stream().filter(one -> !one.path().equals(path)).toList(), left);
  }

  public long files() {
    return removed.stream().filter(one -> !one.folder()).count();
  }

  public long folders() {
    return removed.size() - files();
  }

  public long bytes() {
    return removed.stream().mapToLong(Removed::bytes).sum();
  }
}
