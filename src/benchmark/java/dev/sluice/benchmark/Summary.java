package dev.sluice.benchmark;

import java.util.Arrays;

/**
 * What a sample says. With less than twenty values p95 is the greatest one.
 *
 * @param runs how many values there were
 */
public record Summary(double median, double p95, double least, int runs) {

  /**
   * Percentiles are by nearest rank; of an even number of values the median is the mean of the two
   * in the middle.
   *
   * @throws IllegalArgumentException if there are no values
   */
  public static Summary of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a summary of nothing");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    int rank = (int) Math.ceil(0.95 * sorted.length);
    return new Summary(median, sorted[rank - 1], sorted[0], sorted.length);
  }
}
