package dev.sluice.core;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What a part of an index was made from. Every row and every store carries exactly one mode. */
public enum Mode {
  /** Functions, methods and types of source files. */
  CODE("code"),
  /** Sections of prose files. */
  PROSE("prose"),
  /** Comments and docstrings of source files. */
  EXTRACTED_PROSE("extracted-prose"),
  /** Structured records. */
  RECORDS("records");

  private final String id;

  Mode(String id) {
    this.id = id;
  }

  /** The name used in files, folders and rows, for example {@code extracted-prose}. */
  public String id() {
    return id;
  }

  /**
   * The mode with the given {@link #id}.
   *
   * @throws IllegalArgumentException naming the modes there are
   */
  public static Mode of(String id) {
    for (Mode mode : values()) {
      if (mode.id.equals(id)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "unknown mode '"
            + id
            + "', one of "
            + Arrays.stream(values()).map(Mode::id).collect(Collectors.joining(", ")));
  }

  @Override
  public String toString() {
    return id;
  }
}
