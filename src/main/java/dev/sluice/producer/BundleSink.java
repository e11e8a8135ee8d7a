package dev.sluice.producer;

import dev.sluice.artifact.Bundle;
import dev.sluice.core.Mode;

/** Takes what a producer makes. */
@FunctionalInterface
public interface BundleSink {

  /**
   * Called from the thread that runs the producer, in ascending order of the bundles' paths (by
   * UTF-16 code units) within each mode. What it throws ends the run.
   */
  void accept(Mode mode, Bundle bundle);
}
