package dev.sluice.core;

import java.nio.file.Path;

/** An artifact, bundle or manifest does not hold what its format says: make it again. */
public class InvalidArtifactException extends SluiceException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final String record;
  private final String reason;

  /**
   * @param record where in the file, for example {@code chunk 17} or {@code line 3}; may be empty
   * @param reason what was found there and what was expected
   */
  public InvalidArtifactException(Path file, String record, String reason, Throwable cause) {
    super(
        ErrorCode.INVALID_ARTIFACT,
        file + (record.isEmpty() ? "" : ", " + record) + ": " + reason,
        "the file is damaged, or written by a program that differs in the format",
        "make the artifacts again, for example with: sluice index SOURCE_DIR",
        cause);
    this.file = file;
    this.record = record;
    this.reason = reason;
  }

  public InvalidArtifactException(Path file, String record, String reason) {
    this(file, record, reason, null);
  }

  /** The file at fault; null after deserialisation. */
  public Path file() {
    return file;
  }

  public String record() {
    return record;
  }

  public String reason() {
    return reason;
  }
}
