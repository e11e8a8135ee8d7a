package dev.sluice.cli;

/**
 * Where output goes to. Java cannot tell for each stream; the launcher can, and says so in system
 * properties.
 */
final class Terminal {
  private static final int NARROWEST = 30;
  private static final int USUAL = 80;
  private static final int WIDEST = 100;

  private Terminal() {}

  /** Whether standard output is a terminal. */
  static boolean isOutput() {
    return Boolean.getBoolean("sluice.terminal.out");
  }

  /** Whether standard error is a terminal on which a line can be written over. */
  static boolean isError() {
    return Boolean.getBoolean("sluice.terminal");
  }

  /** Whether standard output is a terminal whose user did not ask for no colours. */
  static boolean takesColours() {
    String refused = System.getenv("NO_COLOR");
    return isOutput()
        && (refused == null || refused.isEmpty())
        && !"dumb".equals(System.getenv("TERM"));
  }

  /** Whether standard output is a pipe, which its reader may close. */
  static boolean writesToPipe() {
    return Boolean.getBoolean("sluice.pipe");
  }

  /** How wide help may be. */
  static int columns() {
    return Math.max(NARROWEST, Math.min(WIDEST, Integer.getInteger("sluice.columns", USUAL)));
  }
}
