package dev.sluice.benchmark;

/** That something still happens, on standard error. */
final class Progress {
  private Progress() {}

  static void say(String what) {
    System.err.println("\n" + what);
  }

  static void dot() {
    System.err.print('.');
    System.err.flush();
  }
}
