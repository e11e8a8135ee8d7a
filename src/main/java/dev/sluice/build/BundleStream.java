package dev.sluice.build;

import dev.sluice.artifact.Bundle;
import dev.sluice.artifact.BundleReader;
import dev.sluice.artifact.IncrementalManifest.Entry;
import dev.sluice.core.BuildFailedException;
import dev.sluice.core.Mode;
import dev.sluice.core.OrderedWorkers;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** Reads bundles on several threads and hands them over, on this one, in the order asked for. */
final class BundleStream {
  private static final int IN_FLIGHT_PER_WORKER = 2;
  private static final int MAX_IN_FLIGHT = 64;

  private BundleStream() {}

  /**
   * Reads bundles.
   *
   * @throws dev.sluice.core.InvalidArtifactException if one is not as its format says
   */
  static void read(
      BundleReader reader, Mode mode, List<Entry> entries, int workers, Consumer<Bundle> sink) {
    try {
      OrderedWorkers.run(
          "sluice-bundle-" + mode,
          workers,
          Math.min(MAX_IN_FLIGHT, workers * IN_FLIGHT_PER_WORKER),
          entries,
          reader::read,
          sink);
    } catch (ExecutionException e) {
      throw asThrown(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BuildFailedException("the build was interrupted", "", "run it again", e);
    }
  }

  private static RuntimeException asThrown(ExecutionException failure) {
    if (failure.getCause() instanceof RuntimeException e) {
      return e;
    }
    if (failure.getCause() instanceof Error e) {
      throw e;
    }
    return new IllegalStateException(failure.getCause());
  }
}
