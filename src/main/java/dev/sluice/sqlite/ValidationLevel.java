package dev.sluice.sqlite;

/** How closely a database is looked at. */
public enum ValidationLevel {
  /** Not at all. */
  OFF,
  /** SQLite's {@code quick_check}, and the number of rows in the tables. */
  SMOKE,
  /** SQLite's {@code integrity_check}, the number of rows, and every relation between tables. */
  FULL,
  /** {@link #FULL} for files up to a size, {@link #SMOKE} above. */
  AUTO;

  /** Up to this size a full validation costs seconds at most. */
  public static final long FULL_UP_TO_BYTES = 512L << 20;

  /**
   * What is done to a file of the given size; never {@link #AUTO}.
   *
   * @param fullUpTo bytes, see {@link #FULL_UP_TO_BYTES}
   */
  public ValidationLevel forSize(long bytes, long fullUpTo) {
    if (this != AUTO) {
      return this;
    }
    return bytes <= fullUpTo ? FULL : SMOKE;
  }
}
