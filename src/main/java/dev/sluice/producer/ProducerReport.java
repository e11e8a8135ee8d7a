package dev.sluice.producer;

import dev.sluice.core.Mode;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What a run made and what it left out.
 *
 * @param files bundles delivered, by mode
 * @param chunks chunks in them, by mode
 * @param lines lines of the files that gave at least one bundle
 * @param skipped entries of the tree that are not indexed, by reason; reasons that did not occur
 *     are absent
 * @param skippedSamples the first ten paths of each reason
 * @param unparsed files of a known language with text that is no valid syntax: their good
 *     declarations are chunks, the rest is windows
 * @param unparsedSample the first ten of them
 * @param notUtf8 files read as ISO-8859-1 because they are not UTF-8
 * @param notUtf8Sample the first ten of them
 * @param saturated components of vectors that lay outside the range they are stored in, and were
 *     cut to it
 */
public record ProducerReport(
    Map<Mode, Integer> files,
    Map<Mode, Integer> chunks,
    long lines,
    Map<SkipReason, Integer> skipped,
    Map<SkipReason, List<String>> skippedSamples,
    int unparsed,
    List<String> unparsedSample,
    int notUtf8,
    List<String> notUtf8Sample,
    long saturated) {

  public ProducerReport {
    files = Collections.unmodifiableMap(files);
    chunks = Collections.unmodifiableMap(chunks);
    skipped = Collections.unmodifiableMap(skipped);
    skippedSamples = Collections.unmodifiableMap(skippedSamples);
    unparsedSample = List.copyOf(unparsedSample);
    notUtf8Sample = List.copyOf(notUtf8Sample);
  }

  /** For people: {@code 3 binary, 1 too large}; empty if nothing was skipped. */
  public String skippedInWords() {
    return SkipCounts.words(skipped);
  }
}
