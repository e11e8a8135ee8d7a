package dev.sluice.cli;

import dev.sluice.sqlite.SqliteEngine;
import java.util.Set;

/**
 * Loads what a command will need while another processor still reads its arguments, which takes
 * picocli 80 ms of a start of 400: measured, a search was done 60 ms earlier.
 */
final class HeadStart {
  private static final Set<String> OPEN_DATABASES =
      Set.of("index", "build", "compact", "check", "validate", "report", "search", "backends");

  private HeadStart() {}

  /** Begins to load what the command that the arguments begin with needs. */
  static void of(String... arguments) {
    if (arguments.length > 0 && OPEN_DATABASES.contains(arguments[0])) {
      boolean reads = arguments[0].equals("search");
      var loading = new Thread(() -> SqliteEngine.load(reads), "sluice-head-start");
      loading.setDaemon(true);
      // What cannot be loaded is met again, and told, where it is needed.
      loading.setUncaughtExceptionHandler((thread, failure) -> {});
      loading.start();
    }
  }
}
