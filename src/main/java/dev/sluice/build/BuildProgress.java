package dev.sluice.build;

/** Hears how far a build is. Called on the thread that builds, often: return soon. */
public interface BuildProgress {
  /** Hears nothing. */
  BuildProgress NONE = (phase, done, total) -> {};

  /**
   * Something was done.
   *
   * @param phase what is being written, for example {@code rows}
   * @param done how many of them so far
   * @param total how many there will be, as far as that can be told; below 0 if it cannot
   */
  void advanced(String phase, long done, long total);

  /** A phase begins of which nothing is told but its end. */
  default void begins(String phase) {
    advanced(phase, 0, -1);
  }
}
