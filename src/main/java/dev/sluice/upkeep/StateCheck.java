package dev.sluice.upkeep;

import dev.sluice.artifact.IndexState;
import dev.sluice.artifact.IndexState.StoreState;
import dev.sluice.upkeep.Finding.Kind;
import dev.sluice.upkeep.Finding.Part;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether what index_state says of a store is so. */
final class StateCheck {
  /** No build takes longer. */
  private static final Duration PENDING_FOR_LONG = Duration.ofHours(1);

  private final Scope scope;
  private final Part part;
  private final Path store;
  private final String build;
  private final int version;

  /**
   * @param build the command that builds the store
   * @param version the one of its schema
   */
  StateCheck(Scope scope, Part part, Path store, String build, int version) {
    this.scope = scope;
    this.part = part;
    this.store = store;
    this.build = build;
    this.version = version;
  }

  /** Compares the state with whether the store is there. */
  void run(boolean exists) {
    IndexState index = IndexState.read(scope.layout().artifacts(scope.mode()));
    Optional<StoreState> said = index.store(part.id());
    if (said.isEmpty()) {
      return;
    }
    StoreState state = said.get();
    Optional<Instant> since = index.updatedAt(part.id());
    if (state.pending()) {
      pending(since);
    } else if (exists && !state.ready()) {
      scope.error(
          Kind.PENDING,
          part,
          store,
          "is not ready, as index_state.json says" + failure(index) + "; readers refuse it",
          "rebuild with: " + build);
    } else if (!exists && state.ready()) {
      scope.error(
          Kind.MISSING,
          part,
          store,
          "is not there, and index_state.json says that it is ready",
          "build it with: " + build);
    } else if (!exists && state.enabled()) {
      scope.warning(
          Kind.MISSING,
          part,
          store,
          "is not there: its build did not end" + failure(index),
          "build it with: " + build);
    }
    if (exists && state.schemaVersion() != null && state.schemaVersion() != version) {
      scope.warning(
          Kind.MISMATCHED,
          part,
          store,
          "is of schema version "
              + state.schemaVersion()
              + " by index_state.json, this Sluice has "
              + version,
          "rebuild with: " + build);
    }
  }

  private void pending(Optional<Instant> since) {
    boolean forLong =
        since.map(time -> time.plus(PENDING_FOR_LONG).isBefore(scope.options().now())).orElse(true);
    String what =
        "is being built, as index_state.json says" + since.map(time -> " since " + time).orElse("");
    if (forLong) {
      scope.error(
          Kind.PENDING,
          part,
          store,
          what + ": nothing takes that long, the build was killed",
          "rebuild with: " + build);
    } else {
      scope.warning(
          Kind.PENDING,
          part,
          store,
          what,
          "wait for the build that is running, or rebuild with: " + build);
    }
  }

  private String failure(IndexState index) {
    Object failure = index.section(part.id()).get("failure");
    return failure == null ? "" : " (" + failure + ")";
  }
}
