package dev.sluice.core;

/**
 * How the dense vectors of an index were made.
 *
 * @param dims bytes per vector
 * @param scale one quantisation step as stored; see {@link #step}
 * @param model the name of the embedding model
 */
public record DenseMeta(int dims, double scale, String model) {
  /** What a scan reads at once, so that it is compared while it is in the processor's caches. */
  private static final long BLOCK_BYTES = 1 << 20;

  /** An id, and a length that scoring adds. */
  private static final int BYTES_BESIDES = Integer.BYTES + Double.BYTES;

  /** How many vectors take at most so many bytes of memory, with what scoring needs of them. */
  public int vectorsIn(long bytes) {
    // A damaged file may say anything; who reads its vectors finds that they are not of that
    // length.
    return (int) Math.min(Integer.MAX_VALUE, bytes / Math.max(1L, (long) dims + BYTES_BESIDES));
  }

  /** How many vectors a block of a scan has, at least one. */
  public int vectorsInBlock() {
    return Math.max(1, vectorsIn(BLOCK_BYTES));
  }

  /**
   * The quantisation step to decode with. Old files hold 1.0, which stands for the default range -1
   * to 1 in 256 levels.
   */
  public double step() {
    return scale == 1.0 ? Quantizer.DEFAULT.step() : scale;
  }

  /** What makes bytes of vectors as those of this index were made. */
  public Quantizer quantizer() {
    return Quantizer.ofStep(step());
  }

  /** The numbers that stored bytes stand for: the range is symmetric around 0, in 256 levels. */
  public float[] decode(byte[] stored) {
    double step = step();
    float[] vector = new float[stored.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (step * ((stored[i] & 0xFF) - Quantizer.CENTRE));
    }
    return vector;
  }
}
