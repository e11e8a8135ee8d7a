package dev.sluice.sqlite;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.SluiceException;
import java.nio.file.Path;

/** Refusals of databases whose tables contradict each other. */
final class Unsound {
  private Unsound() {}

  static SluiceException in(Path file, String what) {
    return new SluiceException(
        ErrorCode.INVALID_STORE,
        file + ": " + what,
        "another program, or an update that ended early, left it so",
        "rebuild with: " + SqliteGate.rebuildCommand(file));
  }
}
