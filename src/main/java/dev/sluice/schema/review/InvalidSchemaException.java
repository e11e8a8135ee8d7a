package dev.sluice.schema.review;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.SluiceException;

/** A file of the schema folder holds something that may not be there. */
public final class InvalidSchemaException extends SluiceException {
  private static final long serialVersionUID = 1L;

  private final transient Location location;

  /**
   * @param reason what is wrong at the location
   * @param remedy what to write instead
   */
  public InvalidSchemaException(Location location, String reason, String remedy) {
    super(ErrorCode.INVALID_SCHEMA, location + ": " + reason, "", remedy);
    this.location = location;
  }

  /** Where it is. */
  public Location location() {
    return location;
  }
}
