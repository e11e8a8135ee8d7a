package dev.sluice.core;

import java.util.Optional;

/**
 * The question for nearest vectors, for stores that have an index of them. What it answers is
 * scored again from the stored bytes, so it is asked for more than are wanted.
 */
public interface VectorIndex {

  /** Why it cannot be asked; empty if it can. */
  Optional<String> vectorIndexObstacle();

  /** How the vectors were made, or empty if there are none. */
  Optional<DenseMeta> denseMeta();

  /** The most vectors that one question may ask for. */
  int maxNeighbours();

  /** The most candidates that one question may name: with more, asking without is faster. */
  int maxCandidates();

  /**
   * The vectors nearest to a query's.
   *
   * @param query of the dimensions of the index, finite, not all zero
   * @param n how many, 1 to {@link #maxNeighbours}
   * @param candidates the doc ids that count, at most {@link #maxCandidates}; null for all
   * @throws SluiceException if the index cannot be asked
   */
  NearVectors nearest(float[] query, int n, int[] candidates);
}
