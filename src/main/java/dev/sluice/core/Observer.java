package dev.sluice.core;

/**
 * Hears what Sluice does in this process: what its stores are asked, what the gate says, which
 * backend answers. Called on the thread that does it, while it does: return soon and throw nothing.
 */
public interface Observer {
  /** Hears nothing. */
  Observer NONE = new Observer() {};

  /**
   * A method of a DAO has read its rows.
   *
   * @param method for example {@code ChunksDao.find}
   */
  default void queried(String method, long nanos, long rows) {}

  /**
   * A statement was asked for.
   *
   * @param reused whether it was prepared before
   */
  default void statement(boolean reused) {}

  /**
   * The gate has judged a store.
   *
   * @param backend {@code sqlite} or {@code lmdb}
   * @param verdict a word, for example {@code ok} or {@code too-new}
   */
  default void judged(String backend, String verdict) {}

  /** An index answers a mode from a backend it did not answer from before. */
  default void selected(Mode mode, String backend) {}

  /**
   * Something else was done than what was to be done first, because that was refused.
   *
   * @param from a backend, {@code bundles}, or {@code incremental} for an update
   * @param to a backend, {@code artifacts}, or {@code build}
   */
  default void fellBack(Mode mode, String from, String to) {}
}
