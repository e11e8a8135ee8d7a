package dev.sluice.core;

/**
 * The vectors that a {@link VectorIndex} found, as they are stored.
 *
 * @param bound no vector that was left out has a cosine similarity above it, apart from what 32-bit
 *     floats lose; negative infinity if none was left out, NaN if the index goes by another measure
 *     and nothing is known
 */
public record NearVectors(DenseVectors vectors, double bound) {

  /** Whether there are no others. */
  public boolean areAll() {
    return bound == Double.NEGATIVE_INFINITY;
  }
}
