package dev.sluice.build;

import dev.sluice.artifact.IndexState;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.RootLock;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;

/**
 * One writer's turn at a store of an index root: nobody else writes under the root meanwhile, and
 * index_state is told how it ended.
 *
 * @param target the store
 */
record Turn(IndexLayout layout, Mode mode, StoreKind store, Path target, Clock clock) {
  /** How long another writer is waited for. */
  private static final long PATIENCE_MILLIS = 2_000;

  /**
   * Does the work, which publishes through the state it is given.
   *
   * @throws dev.sluice.core.StoreUnavailableException if another writer does not end soon
   */
  <R> R take(Function<BuildState, R> work) {
    RootLock lock = RootLock.acquire(layout.root(), PATIENCE_MILLIS);
    try (var state = new BuildState(layout, mode, store, target, clock)) {
      try {
        IndexState.removeLeftovers(layout.artifacts(mode));
        return work.apply(state);
      } catch (RuntimeException e) {
        state.failed(e);
        throw e;
      }
    } finally {
      lock.close();
    }
  }
}
