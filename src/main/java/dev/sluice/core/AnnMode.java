package dev.sluice.core;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whether nearest vectors are found by a vector extension. */
public enum AnnMode {
  /** By the extension where it is there and its table too, else by the exact scan. */
  AUTO,
  /** By the extension, or not at all. */
  EXTENSION,
  /** By the exact scan; builds make no vector table. */
  EXACT,
  /** Not at all: vectors are stored, and neither searched nor copied into a vector table. */
  OFF;

  /** The name used in settings and on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The mode of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static AnnMode of(String id) {
    return Arrays.stream(values())
        .filter(mode -> mode.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("unknown mode '" + id + "', one of " + ids()));
  }

  private static String ids() {
    return Arrays.stream(values()).map(AnnMode::id).collect(Collectors.joining(", "));
  }

  /** Whether the extension is to be used where that is possible. */
  public boolean wantsExtension() {
    return this == AUTO || this == EXTENSION;
  }
}
