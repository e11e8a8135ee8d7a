package dev.sluice.retrieval;

/**
 * The two constants of BM25.
 *
 * @param k1 how slowly repeats of a term stop counting, at least 0
 * @param b how much a long chunk is held against it, 0 to 1
 */
public record Bm25Parameters(double k1, double b) {
  public static final Bm25Parameters DEFAULT = new Bm25Parameters(1.2, 0.75);

  public Bm25Parameters {
    if (!(k1 >= 0 && k1 < Double.POSITIVE_INFINITY && b >= 0 && b <= 1)) {
      throw new IllegalArgumentException("k1 " + k1 + ", b " + b);
    }
  }
}
