package dev.sluice.schema.review;

import java.util.List;

/**
 * One difference between two schemas.
 *
 * @param object for example {@code chunks.churn}, {@code idx_chunks_file} or {@code version}
 * @param methods the DAO methods whose SQL touches what changed, sorted
 */
public record Change(
    String object,
    ChangeKind kind,
    ChangeClass changeClass,
    End from,
    End to,
    List<String> methods) {
  /**
   * What it is on one side.
   *
   * @param value empty if it is not there
   * @param location null if the side has no files; where a thing is not there, that of its table
   */
  public record End(String value, Location location) {}

  /** Where to look first: the new side, if it has files. */
  public Location location() {
    return to.location() == null ? from.location() : to.location();
  }

  /** The two ends in words. */
  public String values() {
    if (from.value().isEmpty() || to.value().isEmpty()) {
      return from.value() + to.value();
    }
    return from.value() + " -> " + to.value();
  }
}
