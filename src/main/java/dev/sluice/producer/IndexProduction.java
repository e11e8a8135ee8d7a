package dev.sluice.producer;

import dev.sluice.artifact.ArtifactWriter;
import dev.sluice.artifact.Bundle;
import dev.sluice.artifact.BundleWriter;
import dev.sluice.core.BuildFailedException;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.Embedder;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.RootLock;
import dev.sluice.core.StagedPath;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Writes the artifacts and bundles of a source tree under an index root. Every mode asked for gets
 * both, be they of no chunk, so that nothing of an earlier run stays. Artifacts appear when all of
 * the tree was read; until then, and after a failure, those of the run before stand. The root may
 * lie in the tree: what Sluice makes there is never read as a source.
 */
public final class IndexProduction {
  /** How long another writer is waited for. */
  private static final long PATIENCE_MILLIS = 2_000;

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
    var outputs = new Outputs();
    try {
      var producer = new Producer(options.withExcluded(excluded()), embedder);
      ProducerReport report =
          producer.produce(sourceDir, modes, (mode, bundle) -> outputs.of(mode).add(bundle));
      modes.forEach(mode -> outputs.of(mode).publish());
      return report;
    } finally {
      outputs.close();
    }
  }

  private Set<Path> excluded() {
    try {
      Set<Path> excluded = OwnOutput.under(layout);
      excluded.addAll(options.excluded());
      return excluded;
    } catch (IOException | DirectoryIteratorException e) {
      throw new BuildFailedException(
          "index root " + layout.root() + " could not be read: " + e.getMessage(),
          "this user may not have the permission",
          "check the folder with: ls -ld " + layout.root(),
          e);
    }
  }

  /**
   * The outputs of one run, and the right to write them, taken with the first bundle: a tree with
   * nothing to index leaves no trace.
   */
  private final class Outputs {
    private final Map<Mode, Output> byMode = new EnumMap<>(Mode.class);
    private RootLock lock;

    Output of(Mode mode) {
      if (lock == null) {
        lock = RootLock.acquire(layout.root(), PATIENCE_MILLIS);
      }
      return byMode.computeIfAbsent(mode, this::open);
    }

    private Output open(Mode mode) {
      Path artifacts = layout.artifacts(mode);
      Path bundles = layout.incremental(mode);
      try {
        StagedPath.removeLeftovers(artifacts);
        StagedPath.removeLeftovers(bundles.resolve("files"));
      } catch (IOException e) {
        throw new BuildFailedException(
            "what an earlier run left under " + layout.root() + " cannot be removed: " + e,
            "",
            "check the folder's permissions",
            e);
      }
      var dense = new DenseMeta(embedder.dims(), options.quantizer().step(), embedder.model());
      return new Output(
          new ArtifactWriter(artifacts, mode, dense, clock),
          new BundleWriter(bundles, mode, dense));
    }

    void close() {
      byMode.values().forEach(Output::close);
      if (lock != null) {
        lock.close();
      }
    }
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

    void close() {
      artifacts.close();
      bundles.close();
    }
  }
}
