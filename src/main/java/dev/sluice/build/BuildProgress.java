package dev.sluice.build;

/** Hears how far a build is. Called on the thread that builds, often: return soon. */
public interface BuildProgress {
  /** Hears nothing. */
  BuildProgress NONE = (phase, done) -> {};

  /**
   * Something was done.
   *
   * @param phase what is being written, for example {@code chunks}
   * @param done how many of them so far
   */
  void advanced(String phase, long done);
}
