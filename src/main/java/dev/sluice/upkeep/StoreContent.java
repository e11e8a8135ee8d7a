package dev.sluice.upkeep;

import java.util.Optional;

/**
 * What a store holds.
 *
 * @param chunks how many; -1 if that cannot be told
 * @param sums empty if it was not looked at that closely
 */
record StoreContent(long chunks, Optional<ContentSums> sums) {
  static final StoreContent NONE = new StoreContent(-1, Optional.empty());

  boolean known() {
    return chunks >= 0;
  }
}
