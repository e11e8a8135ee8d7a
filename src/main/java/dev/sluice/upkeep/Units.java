package dev.sluice.upkeep;

import java.util.Locale;

/** Quantities as people read them, with their unit. */
public final class Units {
  private static final String[] BINARY = {"KiB", "MiB", "GiB", "TiB"};
  private static final int STEP = 1024;

  private Units() {}

  /** For example {@code 26.3 MiB (27,541,234 bytes)}. */
  public static String bytes(long bytes) {
    return bytes < STEP
        ? count(bytes, "byte")
        : shortBytes((double) bytes) + " (" + count(bytes, "byte") + ")";
  }

  /** For example {@code 26.3 MiB}. */
  public static String shortBytes(double bytes) {
    if (bytes < STEP) {
      return count(Math.round(bytes), "byte");
    }
    double value = bytes / STEP;
    int unit = 0;
    while (value >= STEP && unit < BINARY.length - 1) {
      value /= STEP;
      unit++;
    }
    return String.format(Locale.ROOT, "%,.1f %s", value, BINARY[unit]);
  }

  /** For example {@code 1,548 chunks}. */
  public static String count(long count, String word) {
    return String.format(Locale.ROOT, "%,d %s%s", count, word, count == 1 ? "" : "s");
  }

  /** For example {@code 1.25 s}. */
  public static String seconds(long ms) {
    return String.format(Locale.ROOT, "%,.2f s", ms / 1000.0);
  }
}
