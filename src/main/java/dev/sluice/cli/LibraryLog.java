package dev.sluice.cli;

/** Where the log of the library goes. */
final class LibraryLog {
  private LibraryLog() {}

  /**
   * To standard error if it was asked for, else nowhere; to be called before anything logs. Naming
   * the provider spares a search of the class path at each start.
   */
  static void start(boolean verbose) {
    System.setProperty("slf4j.internal.verbosity", "WARN");
    System.setProperty(
        "slf4j.provider",
        verbose
            ? "org.slf4j.simple.SimpleServiceProvider"
            : "org.slf4j.helpers.NOP_FallbackServiceProvider");
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    System.setProperty("org.slf4j.simpleLogger.log.dev.sluice", "info");
    System.setProperty("org.slf4j.simpleLogger.showThreadName", "false");
  }
}
