package dev.sluice.core;

/**
 * How the dense vectors of an index were made.
 *
 * @param dims bytes per vector
 * @param scale one quantisation step as stored; see {@link #step}
 * @param model the name of the embedding model
 */
public record DenseMeta(int dims, double scale, String model) {

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
