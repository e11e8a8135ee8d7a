package dev.sluice.build;

import dev.sluice.core.IndexSink;

/** The rows of one mode on their way into a store. */
interface RowSource {

  /**
   * Looks whether what every index must have is there, before anything is written.
   *
   * @throws dev.sluice.core.InvalidArtifactException naming what is missing
   */
  default void requireMandatory() {}

  /**
   * Writes every row. Works on this thread and others of its own; all of them have ended when it
   * returns or throws.
   *
   * @throws dev.sluice.core.InvalidArtifactException if the source is not as its format says
   */
  void writeTo(IndexSink sink, BuildProgress progress);
}
