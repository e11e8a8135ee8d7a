package dev.sluice.build;

import java.util.Locale;

/**
 * Source files of a store.
 *
 * @param changed those that were added or changed since the store was written, where that was asked
 * @param deleted those that were deleted
 * @param manifestUpdates those of which something was found out that was not known before
 * @param total those behind the chunks
 */
public record FileCounts(int changed, int deleted, int manifestUpdates, int total) {

  /** Of a store that is compared with nothing. */
  static FileCounts of(int total) {
    return new FileCounts(0, 0, 0, total);
  }

  /** For messages. */
  String words() {
    return String.format(
        Locale.ROOT,
        "%d changed, %d deleted, of %d files: ratio %.3f",
        changed,
        deleted,
        total,
        (changed + deleted) / (double) Math.max(1, total));
  }
}
