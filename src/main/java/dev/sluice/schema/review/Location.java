package dev.sluice.schema.review;

/**
 * A place in a file of SQL.
 *
 * @param line 1-based
 */
public record Location(String file, int line) {
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
