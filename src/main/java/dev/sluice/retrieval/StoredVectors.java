package dev.sluice.retrieval;

import dev.sluice.core.DenseVectors;

/**
 * The dense vectors of an index with the length of each. A byte b decodes to {@code step * (b -
 * 127.5)}; a cosine does not depend on the step, so everything here is in units of half a step: a
 * component is the odd integer {@code 2 * b - 255}.
 */
final class StoredVectors {
  /** Twice the level that stands for 0, which lies between two of the 256 levels. */
  static final int TWICE_CENTRE = 255;

  private final DenseVectors vectors;
  private final double[] lengths;

  StoredVectors(DenseVectors vectors) {
    this.vectors = vectors;
    this.lengths = new double[vectors.count()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = length(vectors.data(), offset(i));
    }
  }

  boolean holds(DenseVectors other) {
    return vectors.data() == other.data() && vectors.docIds() == other.docIds();
  }

  int count() {
    return lengths.length;
  }

  int dims() {
    return vectors.meta().dims();
  }

  int docId(int i) {
    return vectors.docIds()[i];
  }

  byte[] bytes() {
    return vectors.data();
  }

  int offset(int i) {
    return i * dims();
  }

  /**
   * The Euclidean lengths in half steps; infinite for a vector whose every component is stored as
   * zero, so that it is near to nothing without being looked for.
   */
  double[] lengths() {
    return lengths;
  }

  /**
   * Zero has no level of its own and is stored as one of its two neighbours, so that the shortest
   * vector there can be is what a zero vector is stored as.
   */
  private double length(byte[] bytes, int from) {
    long squares = 0;
    for (int i = from; i < from + dims(); i++) {
      long component = 2L * (bytes[i] & 0xFF) - TWICE_CENTRE;
      squares += component * component;
    }
    return squares == dims() ? Double.POSITIVE_INFINITY : Math.sqrt((double) squares);
  }
}
