package dev.sluice.producer;

import dev.sluice.artifact.Bundle;
import dev.sluice.core.Mode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Hands bundles on and counts; used by one thread. */
final class Tally {
  private static final int SAMPLE = 10;

  private final BundleSink sink;
  private final SkipCounts skips = new SkipCounts();
  private final Map<Mode, Integer> files = new EnumMap<>(Mode.class);
  private final Map<Mode, Integer> chunks = new EnumMap<>(Mode.class);
  private final List<String> unparsedSample = new ArrayList<>();
  private final List<String> notUtf8Sample = new ArrayList<>();
  private int unparsed;
  private int notUtf8;
  private int filesDone;
  private int filesRead;
  private long lines;

  Tally(BundleSink sink) {
    this.sink = sink;
  }

  void add(ProducedFile file) {
    filesDone++;
    if (file.skipped() != null) {
      skips.add(file.skipped(), file.file().name());
      return;
    }
    filesRead++;
    if (file.bundles().isEmpty()) {
      return;
    }
    lines += file.lines();
    if (!file.parsed()) {
      unparsed++;
      sample(unparsedSample, file);
    }
    if (!file.utf8()) {
      notUtf8++;
      sample(notUtf8Sample, file);
    }
    file.bundles().forEach(this::deliver);
  }

  private static void sample(List<String> sample, ProducedFile file) {
    if (sample.size() < SAMPLE) {
      sample.add(file.file().name());
    }
  }

  private void deliver(Mode mode, Bundle bundle) {
    files.merge(mode, 1, Integer::sum);
    chunks.merge(mode, bundle.chunks().size(), Integer::sum);
    sink.accept(mode, bundle);
  }

  int filesDone() {
    return filesDone;
  }

  boolean indexedNothing() {
    return filesRead == 0;
  }

  SkipCounts skips() {
    return skips;
  }

  ProducerReport report(long saturated) {
    return new ProducerReport(
        files,
        chunks,
        lines,
        skips.counts(),
        skips.samples(),
        unparsed,
        unparsedSample,
        notUtf8,
        notUtf8Sample,
        saturated);
  }
}
