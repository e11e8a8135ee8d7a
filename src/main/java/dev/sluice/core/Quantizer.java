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

  private static final int MAX_LEVELS = 256;

  /** Where 0 lies between the 256 levels of a symmetric range. */
  static final double CENTRE = 127.5;

  public Quantizer {
    if (!(max > min) || Double.isInfinite(max - min)) {
      throw new IllegalArgumentException("quantisation range " + min + " to " + max);
    }
    if (levels < 2 || levels > MAX_LEVELS) {
      throw new IllegalArgumentException(levels + " quantisation levels, 2 to 256 are possible");
    }
  }

  /**
   * The one of a step: a range symmetric around 0, in 256 levels. It is the only kind that the step
   * alone tells, and so the only kind that is stored.
   *
   * @throws IllegalArgumentException if the step is not above 0 and finite
   */
  public static Quantizer ofStep(double step) {
    if (!(step > 0) || Double.isInfinite(step * MAX_LEVELS)) {
      throw new IllegalArgumentException("quantisation step " + step);
    }
    return new Quantizer(-step * CENTRE, step * CENTRE, MAX_LEVELS);
  }

  /**
   * This, if its step tells all of it.
   *
   * @throws IllegalArgumentException if it does not
   */
  public Quantizer requireTold() {
    // A scale of 1 stands for the default range in old files, and so cannot stand for its own.
    if (levels != MAX_LEVELS || min != -max || step() == 1) {
      throw new IllegalArgumentException(
          "quantisation from "
              + min
              + " to "
              + max
              + " in "
              + levels
              + " levels: a database records the step alone, which stands for a range symmetric"
              + " around 0 in 256 levels, and is not 1");
    }
    return this;
  }

  /** How many components lie so far outside the range that their level is cut to it. */
  public int saturated(float[] vector) {
    int saturated = 0;
    for (float component : vector) {
      long level = level(component);
      saturated += level < 0 || level >= levels ? 1 : 0;
    }
    return saturated;
  }

  private long level(float component) {
    return Math.round((component - min) / (max - min) * (levels - 1));
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
      bytes[i] = (byte) Math.max(0, Math.min(levels - 1, level(vector[i])));
    }
    return bytes;
  }

  /** The value a stored byte stands for. */
  public double decode(byte level) {
    return min + (level & 0xFF) * step();
  }
}
