package dev.sluice.sqlite;

import dev.sluice.sqlite.ReadSession.Snapshot;
import java.util.function.Function;

/**
 * A value read from the file, kept for as long as the file does not change. Threads that find it
 * outdated at the same time read it each.
 */
final class Kept<T> {
  private volatile Value<T> kept;

  private record Value<T>(Snapshot snapshot, T value) {}

  /** The value as of what the session sees. */
  T get(ReadSession session, Function<ReadSession, T> read) {
    var snapshot = session.snapshot();
    Value<T> current = kept;
    if (current != null && snapshot.isPresent() && current.snapshot().equals(snapshot.get())) {
      return current.value();
    }
    T value = read.apply(session);
    snapshot.ifPresent(seen -> kept = new Value<>(seen, value));
    return value;
  }
}
