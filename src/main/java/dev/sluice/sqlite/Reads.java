package dev.sluice.sqlite;

import dev.sluice.schema.Role;
import java.util.function.Function;

/** Runs work on connections to one file that let the role pass. */
interface Reads extends AutoCloseable {

  /**
   * Runs the work with a session of its own.
   *
   * @param role what the work reads
   * @throws dev.sluice.core.SluiceException the gate's refusal, or what went wrong while reading
   */
  <T> T read(Role role, Function<ReadSession, T> work);

  /** All in the transaction that the session is in. */
  Reads within(ReadSession session);

  @Override
  void close();
}
