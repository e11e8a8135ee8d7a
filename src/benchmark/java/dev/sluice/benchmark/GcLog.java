package dev.sluice.benchmark;

import java.util.List;
import java.util.regex.Pattern;

/** What {@code -Xlog:gc} tells of the heap. */
final class GcLog {
  private static final Pattern COLLECTION = Pattern.compile("Pause .* (\\d+)M->(\\d+)M\\(");

  private GcLog() {}

  /** The most that a collection left, in MiB: what was in use then, and what it passed over. */
  static double greatestAfterCollection(List<String> lines) {
    return lines.stream()
        .map(COLLECTION::matcher)
        .filter(matcher -> matcher.find())
        .mapToDouble(matcher -> Double.parseDouble(matcher.group(2)))
        .max()
        .orElse(0);
  }
}
