package dev.sluice.sqlite;

/**
 * Something in a database that is not as it should be.
 *
 * @param check what was looked at, for example {@code token_postings docs}
 * @param detail what was found there, with a number and an example
 */
public record Finding(Kind kind, String check, String detail) {
  /** What it means. */
  public enum Kind {
    /** Pages do not hold what SQLite wrote there. */
    DAMAGED,
    /** Tables are readable and contradict each other. */
    CONTRADICTION
  }

  /** A contradiction. */
  public Finding(String check, String detail) {
    this(Kind.CONTRADICTION, check, detail);
  }

  @Override
  public String toString() {
    return check + ": " + detail;
  }
}
