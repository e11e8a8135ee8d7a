package dev.sluice.core;

import java.util.Objects;

/**
 * Something Sluice refuses to do or could not do. The subclass tells what a caller can do about it;
 * the {@link #code} is stable; {@link #likelyCause} and {@link #remedy} are for people.
 */
public class SluiceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String likelyCause;
  private final String remedy;

  /**
   * @param detail which resource, what was found, what was expected
   * @param likelyCause one sentence, or empty when there is nothing to add to the detail
   * @param remedy what to do or type next
   */
  public SluiceException(
      ErrorCode code, String detail, String likelyCause, String remedy, Throwable cause) {
    super(code.id() + " " + code.title() + ": " + detail, cause);
    this.code = code;
    this.likelyCause = Objects.requireNonNull(likelyCause);
    this.remedy = Objects.requireNonNull(remedy);
  }

  public SluiceException(ErrorCode code, String detail, String likelyCause, String remedy) {
    this(code, detail, likelyCause, remedy, null);
  }

  public ErrorCode code() {
    return code;
  }

  public String likelyCause() {
    return likelyCause;
  }

  public String remedy() {
    return remedy;
  }

  /** The message for people: headline, cause and remedy, one line each. */
  public String explain() {
    var text = new StringBuilder(getMessage());
    if (!likelyCause.isEmpty()) {
      text.append("\n  cause:  ").append(likelyCause);
    }
    if (!remedy.isEmpty()) {
      text.append("\n  remedy: ").append(remedy);
    }
    return text.toString();
  }
}
