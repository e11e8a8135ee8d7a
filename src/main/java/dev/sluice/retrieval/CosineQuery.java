package dev.sluice.retrieval;

/**
 * A query vector ready to be compared with stored ones: exactly in doubles, or much faster with its
 * components rounded to 8 bits and a bound on the error of that.
 */
final class CosineQuery {
  /** What doubles lose on the way, far above what they do and far below what rounding does. */
  private static final double ARITHMETIC_SLACK = 1e-12;

  /** How much lower in half steps the level that stands for 0 is than what dot products go by. */
  private static final int OFF_CENTRE = 2 * DotProduct.CENTRE - StoredVectors.TWICE_CENTRE;

  private final DotProduct dotProduct;
  private final float[] vector;
  private final double length;
  private final short[] rounded;
  private final long roundedSum;
  private final double factor;
  private final double errorBound;

  /**
   * @param vector finite, not all zero
   * @param dims of the stored vectors
   */
  CosineQuery(float[] vector, int dims) {
    this(vector, dims, DotProduct.FASTEST);
  }

  CosineQuery(float[] vector, int dims, DotProduct dotProduct) {
    this.dotProduct = dotProduct;
    if (vector.length != dims) {
      throw new IllegalArgumentException(
          "a query vector of " + vector.length + " components for stored ones of " + dims);
    }
    this.vector = vector;
    double squares = 0;
    double largest = 0;
    for (float component : vector) {
      squares += (double) component * component;
      largest = Math.max(largest, Math.abs(component));
    }
    if (!(squares > 0 && squares < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a query vector that is all zero or not finite");
    }
    length = Math.sqrt(squares);
    double unit = largest / DotProduct.MAX_COMPONENT;
    rounded = new short[vector.length];
    long sum = 0;
    double squaredErrors = 0;
    for (int i = 0; i < vector.length; i++) {
      rounded[i] = (short) Math.round(vector[i] / unit);
      sum += rounded[i];
      double error = vector[i] - rounded[i] * unit;
      squaredErrors += error * error;
    }
    roundedSum = sum;
    factor = unit / length;
    // Cauchy and Schwarz: rounding moves no cosine by more than the relative length of the error.
    errorBound = Math.sqrt(squaredErrors) / length + ARITHMETIC_SLACK;
  }

  /** By how much each of {@link #roughCosines} may differ from {@link #cosine}. */
  double errorBound() {
    return errorBound;
  }

  /** Of all stored vectors. */
  double[] roughCosines(StoredVectors stored) {
    double[] cosines = new double[stored.count()];
    dotProduct.of(rounded, stored.bytes(), cosines);
    double[] lengths = stored.lengths();
    double offset = OFF_CENTRE * roundedSum;
    for (int i = 0; i < cosines.length; i++) {
      cosines[i] = (2 * cosines[i] + offset) * factor / lengths[i];
    }
    return cosines;
  }

  double cosine(StoredVectors stored, int i) {
    double storedLength = stored.lengths()[i];
    if (Double.isInfinite(storedLength)) {
      return 0;
    }
    byte[] bytes = stored.bytes();
    int from = stored.offset(i);
    double dot = 0;
    for (int d = 0; d < vector.length; d++) {
      dot += (double) vector[d] * (2 * (bytes[from + d] & 0xFF) - StoredVectors.TWICE_CENTRE);
    }
    return dot / (length * storedLength);
  }
}
