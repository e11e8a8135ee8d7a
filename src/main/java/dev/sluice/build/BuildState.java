package dev.sluice.build;

import dev.sluice.artifact.IndexState;
import dev.sluice.artifact.IndexState.StoreState;
import dev.sluice.core.BuildFailedException;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.SluiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What index_state says of one store after a build. While a build runs nothing is said: the store
 * before it stays as good as it was until the new one takes its place. Told once, whether the build
 * ends or the process does.
 */
final class BuildState implements AutoCloseable {
  private final IndexLayout layout;
  private final Mode mode;
  private final StoreKind store;
  private final Path target;
  private final Clock clock;
  private final Thread atExit = new Thread(this::interrupted, "sluice-build-state");
  private boolean told;

  /**
   * @param target the store that is to be replaced
   */
  BuildState(IndexLayout layout, Mode mode, StoreKind store, Path target, Clock clock) {
    this.layout = layout;
    this.mode = mode;
    this.store = store;
    this.target = target;
    this.clock = clock;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Publishes and tells what came of it, or neither. */
  synchronized <R extends Outcome> R publish(Supplier<R> publication) {
    if (told) {
      throw new BuildFailedException("the build was interrupted", "", "run it again");
    }
    R outcome = publication.get();
    told = true;
    if (outcome.changed() || !saysReady()) {
      var said = new LinkedHashMap<>(outcome.state());
      said.put("failure", null);
      tell(true, said, store.lastWrite(outcome));
    }
    return outcome;
  }

  /** An index that has not changed since should not look as if it had. */
  private boolean saysReady() {
    return IndexState.read(layout.artifacts(mode))
        .store(store.backend())
        .map(state -> state.ready() && !state.pending())
        .orElse(false);
  }

  /** Tells that the build failed; what goes wrong in telling is attached. */
  synchronized void failed(RuntimeException failure) {
    try {
      failed(String.valueOf(failure.getMessage()));
    } catch (SluiceException e) {
      failure.addSuppressed(e);
    }
  }

  private synchronized void interrupted() {
    try {
      failed("SLUICE-006 build failed: it was interrupted");
    } catch (SluiceException e) {
      System.err.println("sluice: " + e.getMessage());
    }
  }

  private void failed(String reason) {
    boolean somewhere = Files.isDirectory(layout.artifacts(mode));
    if (!told && somewhere) {
      told = true;
      var said = new LinkedHashMap<String, Object>();
      said.put("failure", reason);
      // What was there before may still serve, if it is what readers can use.
      tell(store.serves(target, mode), said, Map.of());
    }
  }

  private void tell(boolean ready, Map<String, Object> said, Map<String, Object> lastWrite) {
    Path folder = layout.artifacts(mode);
    try {
      Files.createDirectories(folder); // An index made of bundles alone has none yet.
    } catch (IOException e) {
      throw new BuildFailedException(
          folder + " cannot be made: " + e.getMessage(), "", "check its permissions", e);
    }
    said.put("backend", store.backend());
    var state = new StoreState(true, ready, false, ready ? store.schemaVersion() : null);
    IndexState.update(folder, mode, store.backend(), state, said, lastWrite, clock);
  }

  /** Forgets about the end of the process. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook does what there is to do.
      return;
    }
  }
}
