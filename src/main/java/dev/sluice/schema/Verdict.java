package dev.sluice.schema;

import dev.sluice.core.ErrorCode;
import java.util.Locale;

/** What the gate says of a store, in the order in which the causes are decisive. */
public enum Verdict {
  OK(null),
  MISSING(ErrorCode.MISSING),
  EMPTY(ErrorCode.EMPTY),
  NOT_A_DATABASE(ErrorCode.NOT_A_DATABASE),
  CORRUPT(ErrorCode.CORRUPT),
  PENDING(ErrorCode.PENDING),
  TOO_OLD(ErrorCode.TOO_OLD),
  TOO_NEW(ErrorCode.TOO_NEW),
  FORBIDDEN_OBJECT(ErrorCode.FORBIDDEN_OBJECT),
  DIFFERENT_SHAPE(ErrorCode.DIFFERENT_SHAPE);

  private final ErrorCode code;

  Verdict(ErrorCode code) {
    this.code = code;
  }

  /** The error code of a refusal; null for {@link #OK}. */
  public ErrorCode code() {
    return code;
  }

  /** As printed, for example {@code too-old}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
