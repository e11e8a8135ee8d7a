package dev.sluice.lmdb;

/**
 * Something in a store that is not as it should be.
 *
 * @param check what was looked at, for example {@code artifact:phrase_ngrams}
 * @param detail what was found there
 * @param remedy what to do or type next
 */
public record StoreFinding(Kind kind, String check, String detail, String remedy) {
  /** What it means. */
  public enum Kind {
    /** A key that must be there is not: the store is not whole. */
    MISSING_KEY,
    /** What is there is not what was written. */
    DAMAGED
  }

  @Override
  public String toString() {
    return check + ": " + detail;
  }
}
