package dev.sluice.sqlite;

/**
 * Something in a database that is not as it should be.
 *
 * @param check what was looked at, for example {@code token_postings docs}
 * @param detail what was found there, with a number and an example
 */
public record Finding(String check, String detail) {
  @Override
  public String toString() {
    return check + ": " + detail;
  }
}
