package dev.sluice.producer;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts what is skipped, with the first few paths of each reason. */
final class SkipCounts {
  private static final int SAMPLE = 10;

  private final Map<SkipReason, Integer> counts = new EnumMap<>(SkipReason.class);
  private final Map<SkipReason, List<String>> samples = new EnumMap<>(SkipReason.class);

  void add(SkipReason reason, String name) {
    counts.merge(reason, 1, Integer::sum);
    var sample = samples.computeIfAbsent(reason, absent -> new ArrayList<>());
    if (sample.size() < SAMPLE) {
      sample.add(name);
    }
  }

  Map<SkipReason, Integer> counts() {
    return counts;
  }

  Map<SkipReason, List<String>> samples() {
    return samples;
  }

  /** For people: {@code 3 binary, 1 too large}. */
  static String words(Map<SkipReason, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey().words())
        .collect(Collectors.joining(", "));
  }
}
