package dev.sluice.producer;

import dev.sluice.artifact.ArtifactWriter;
import dev.sluice.artifact.Bundle;
import dev.sluice.artifact.BundleWriter;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.Embedder;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.Quantizer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Writes the artifacts and bundles of a source tree under an index root. Every mode asked for gets
 * both, be they of no chunk, so that nothing of an earlier run stays. Artifacts appear when all of
 * the tree was read; until then, and after a failure, those of the run before stand.
 */
public final class IndexProduction {
  private final IndexLayout layout;
  private final ProducerOptions options;
  private final Embedder embedder;
  private final Clock clock;

  public IndexProduction(
      IndexLayout layout, ProducerOptions options, Embedder embedder, Clock clock) {
    this.layout = layout;
    this.options = options;
    this.embedder = embedder;
    this.clock = clock;
  }

  /**
   * Reads the tree and writes what it holds.
   *
   * @throws dev.sluice.core.SluiceException as {@link Producer#produce} does
   * @throws dev.sluice.core.BuildFailedException if the root cannot be written to
   */
  public ProducerReport run(Path sourceDir, Set<Mode> modes) {
    Map<Mode, Output> outputs = new EnumMap<>(Mode.class);
    try {
      // The outputs are opened by the first bundle: a tree with nothing to index leaves no trace.
      var producer = new Producer(options, embedder);
      ProducerReport report =
          producer.produce(
              sourceDir,
              modes,
              (mode, bundle) -> outputs.computeIfAbsent(mode, this::open).add(bundle));
      modes.forEach(mode -> outputs.computeIfAbsent(mode, this::open).publish());
      return report;
    } finally {
      outputs.values().forEach(output -> output.artifacts().close());
    }
  }

  private Output open(Mode mode) {
    var dense = new DenseMeta(embedder.dims(), Quantizer.DEFAULT.step(), embedder.model());
    return new Output(
        new ArtifactWriter(layout.artifacts(mode), mode, dense, clock),
        new BundleWriter(layout.incremental(mode), mode, dense));
  }

  private record Output(ArtifactWriter artifacts, BundleWriter bundles) {

    void add(Bundle bundle) {
      artifacts.add(bundle);
      bundles.add(bundle);
    }

    void publish() {
      artifacts.publish();
      bundles.publish();
    }
  }
}
