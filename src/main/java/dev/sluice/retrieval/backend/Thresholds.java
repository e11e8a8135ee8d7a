package dev.sluice.retrieval.backend;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How large an index has to be for SQLite to be chosen by itself; reaching either one is enough.
 *
 * @param autoSqliteThresholdChunks 0 for none, null for the default
 * @param autoSqliteThresholdBytes 0 for none, null for the default
 */
public record Thresholds(Long autoSqliteThresholdChunks, Long autoSqliteThresholdBytes) {
  /**
   * None: a database that passes the gate is faster to open than anything that has to be loaded, so
   * no index is too small for it.
   */
  static final long DEFAULT_CHUNKS = 0;

  static final long DEFAULT_BYTES = 0;

  /** Both unset. */
  public static final Thresholds DEFAULT = new Thresholds(null, null);

  public Thresholds {
    require("autoSqliteThresholdChunks", autoSqliteThresholdChunks);
    require("autoSqliteThresholdBytes", autoSqliteThresholdBytes);
  }

  private static void require(String name, Long value) {
    if (value != null && value < 0) {
      throw new IllegalArgumentException(name + " is " + value + ", expected 0 or more");
    }
  }

  long chunks() {
    return Objects.requireNonNullElse(autoSqliteThresholdChunks, DEFAULT_CHUNKS);
  }

  long bytes() {
    return Objects.requireNonNullElse(autoSqliteThresholdBytes, DEFAULT_BYTES);
  }

  /** Whether there is anything to compare with. */
  boolean any() {
    return chunks() > 0 || bytes() > 0;
  }

  /** Why an index of this size is not for SQLite; empty if it is. */
  Optional<String> objection(OptionalLong chunks, OptionalLong bytes) {
    if (!any() || reached(chunks(), chunks) || reached(bytes(), bytes)) {
      return Optional.empty();
    }
    boolean unknown = isUnknown(chunks(), chunks) || isUnknown(bytes(), bytes);
    return Optional.of(
        (unknown ? "no statistics: " : "too small: ")
            + Stream.of(compared("chunks", chunks(), chunks), compared("bytes", bytes(), bytes))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", ")));
  }

  private static boolean reached(long threshold, OptionalLong found) {
    return threshold > 0 && found.isPresent() && found.getAsLong() >= threshold;
  }

  private static boolean isUnknown(long threshold, OptionalLong found) {
    return threshold > 0 && found.isEmpty();
  }

  private static Optional<String> compared(String unit, long threshold, OptionalLong found) {
    String number = found.isPresent() ? Long.toString(found.getAsLong()) : "unknown";
    return threshold > 0 ? Optional.of(number + " " + unit + " of " + threshold) : Optional.empty();
  }
}
