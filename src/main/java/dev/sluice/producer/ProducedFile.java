package dev.sluice.producer;

import dev.sluice.artifact.Bundle;
import dev.sluice.core.Mode;
import java.util.Map;

/**
 * What became of one file.
 *
 * @param skipped null if it was indexed
 * @param bundles by mode; empty if it has nothing for the modes asked for
 * @param parsed false for a file of a known language that its grammar could not read whole
 */
record ProducedFile(
    SourceFile file,
    SkipReason skipped,
    Map<Mode, Bundle> bundles,
    int lines,
    boolean utf8,
    boolean parsed) {

  static ProducedFile skipped(SourceFile file, SkipReason reason) {
    return new ProducedFile(file, reason, Map.of(), 0, true, true);
  }
}
