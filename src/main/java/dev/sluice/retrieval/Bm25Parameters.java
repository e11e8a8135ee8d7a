package dev.sluice.retrieval;

/**
 * What BM25 is computed with.
 *
 * @param k1 how slowly repeats of a term stop counting, at least 0
 * @param b how much a long chunk is held against it, 0 to 1
 * @param weighted whether a score is multiplied with the weight of the chunk
 */
public record Bm25Parameters(double k1, double b, boolean weighted) {
  public static final Bm25Parameters DEFAULT = new Bm25Parameters(1.2, 0.75);

  /** The same without the weights of the chunks: what the words alone say. */
  public static final Bm25Parameters UNWEIGHTED = new Bm25Parameters(1.2, 0.75, false);

  public Bm25Parameters {
    if (!(k1 >= 0 && k1 < Double.POSITIVE_INFINITY && b >= 0 && b <= 1)) {
      throw new IllegalArgumentException("k1 " + k1 + ", b " + b);
    }
  }

  /** With the weights of the chunks. */
  public Bm25Parameters(double k1, double b) {
    this(k1, b, true);
  }
}
