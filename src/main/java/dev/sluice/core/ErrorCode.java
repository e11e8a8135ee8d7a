package dev.sluice.core;

import java.util.Locale;

/**
 * The stable codes of everything Sluice refuses or fails at. A code never changes its number; the
 * exit code is what the command line returns for it.
 */
public enum ErrorCode {
  FAILED(1, 1, "failed"),
  USAGE(2, 2, "wrong use"),
  MISSING(3, 3, "missing"),
  EMPTY(4, 3, "empty"),
  PENDING(5, 3, "pending"),
  BUILD_FAILED(6, 1, "build failed"),
  BUSY(7, 1, "busy"),
  UNREADABLE(8, 1, "unreadable"),
  TOO_OLD(10, 10, "schema too old"),
  TOO_NEW(11, 11, "schema too new"),
  DIFFERENT_SHAPE(12, 12, "schema of different shape"),
  NOT_A_DATABASE(13, 13, "not a database of ours"),
  CORRUPT(14, 14, "corrupt"),
  FORBIDDEN_OBJECT(15, 15, "forbidden object"),
  INVALID_ARTIFACT(20, 20, "bad artifact"),
  INVALID_STORE(21, 21, "validation found problems"),
  INVALID_SCHEMA(30, 2, "not accepted in a schema file");

  private final int number;
  private final int exitCode;
  private final String title;

  ErrorCode(int number, int exitCode, String title) {
    this.number = number;
    this.exitCode = exitCode;
    this.title = title;
  }

  /** The code as printed and documented, for example {@code SLUICE-011}. */
  public String id() {
    return String.format(Locale.ROOT, "SLUICE-%03d", number);
  }

  /** What the process exits with. */
  public int exitCode() {
    return exitCode;
  }

  /** A few words for the headline of a message. */
  public String title() {
    return title;
  }
}
