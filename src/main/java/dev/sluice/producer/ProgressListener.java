package dev.sluice.producer;

/** Hears how far a run is; called from the thread that runs the producer. */
@FunctionalInterface
public interface ProgressListener {
  /** Hears nothing. */
  ProgressListener SILENT = (done, total) -> {};

  /**
   * Called after each file.
   *
   * @param done files read or skipped so far
   * @param total files found in the tree
   */
  void progress(int done, int total);
}
