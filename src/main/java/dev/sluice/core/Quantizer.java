package dev.sluice.core;

/**
 * Floats to unsigned bytes and back: v is stored as {@code round((v - min) / (max - min) * (levels
 * - 1))}, clamped, and decoded as {@code min + byte * step}.
 *
 * @param levels 2 to 256
 */
public record Quantizer(double min, double max, int levels) {
  /** -1 to 1 in 256 levels. */
  public static final Quantizer DEFAULT = new Quantizer(-1, 1, 256);

  /** Where 0 lies between the 256 levels of a symmetric range. */
  static final double CENTRE = 127.5;

  public Quantizer {
    if (!(max > min) || Double.isInfinite(max - min)) {
      throw new IllegalArgumentException("quantisation range " + min + " to " + max);
    }
    if (levels < 2 || levels > 256) {
      throw new IllegalArgumentException(levels + " quantisation levels, 2 to 256 are possible");
    }
  }

  /** The difference of two neighbouring levels. */
  public double step() {
    return (max - min) / (levels - 1);
  }

  /**
   * The stored bytes of a vector.
   *
   * @throws IllegalArgumentException if a component is NaN
   */
  public byte[] quantize(float[] vector) {
    byte[] bytes = new byte[vector.length];
    for (int i = 0; i < vector.length; i++) {
      if (Float.isNaN(vector[i])) {
        throw new IllegalArgumentException("component " + i + " of a vector is NaN");
      }
      long level = Math.round((vector[i] - min) / (max - min) * (levels - 1));
      bytes[i] = (byte) Math.max(0, Math.min(levels - 1, level));
    }
    return bytes;
  }

  /** The value a stored byte stands for. */
  public double decode(byte level) {
    return min + (level & 0xFF) * step();
  }
}
