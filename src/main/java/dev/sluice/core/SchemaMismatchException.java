package dev.sluice.core;

/** The store is of another version or shape: rebuild it, or use another Sluice. */
public class SchemaMismatchException extends SluiceException {
  private static final long serialVersionUID = 1L;

  public SchemaMismatchException(
      ErrorCode code, String detail, String likelyCause, String remedy, Throwable cause) {
    super(code, detail, likelyCause, remedy, cause);
  }

  public SchemaMismatchException(ErrorCode code, String detail, String likelyCause, String remedy) {
    super(code, detail, likelyCause, remedy);
  }
}
