package dev.sluice.benchmark;

import java.util.Map;

/**
 * What PairOfCleats took for workload W as whole processes, on two cores: docs/performance.md. It
 * cannot be run here, so these hold for the machine they were measured on, and for an index of the
 * size of W. How much slower or faster this machine is, plain Java with JDBC tells, which was
 * measured there too.
 */
final class PairOfCleats {
  static final int CHUNKS = 12_516;

  private static final Map<String, Double> SECONDS =
      Map.of(
          ProcessSuite.FROM_ARTIFACTS, 6.8,
          ProcessSuite.FROM_BUNDLES, 39.0,
          // It takes changed files as a whole, however little of them differs.
          ProcessSuite.UPDATE_5, 1.72,
          ProcessSuite.REWRITE_5, 1.72,
          ProcessSuite.COMPACT, 11.3);

  private static final Map<String, Double> PEAK_MIB =
      Map.of(
          ProcessSuite.FROM_ARTIFACTS, 650.0,
          ProcessSuite.UPDATE_5, 252.0,
          ProcessSuite.REWRITE_5, 252.0,
          ProcessSuite.COMPACT, 170.0);

  /** What plain Java with JDBC took on that machine to start and to ask one query. */
  private static final double JDBC_START_SECONDS = 0.254;

  private PairOfCleats() {}

  /**
   * The figure with its ratios to these, where the operation and the size are the same.
   *
   * @param jdbcStart the seconds that {@link #JDBC_START_SECONDS} are on this machine
   */
  static Figure compare(Figure figure, double jdbcStart) {
    boolean sameSize = Math.abs(figure.size() - CHUNKS) < CHUNKS / 50;
    Double seconds = SECONDS.get(figure.name());
    Double peak = PEAK_MIB.get(figure.name());
    if (!sameSize || seconds == null) {
      return figure;
    }
    Figure compared =
        figure
            .against("PairOfCleats", "s", seconds)
            .against(
                "PairOfCleats at this machine's pace",
                "s",
                seconds * jdbcStart / JDBC_START_SECONDS);
    return peak == null ? compared : compared.against("PairOfCleats", "peak MiB", peak);
  }
}
