package dev.sluice.core;

/**
 * The store is missing, empty, pending or held by another process: build it, wait, or use another.
 */
public class StoreUnavailableException extends SluiceException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(
      ErrorCode code, String detail, String likelyCause, String remedy, Throwable cause) {
    super(code, detail, likelyCause, remedy, cause);
  }

  public StoreUnavailableException(
      ErrorCode code, String detail, String likelyCause, String remedy) {
    super(code, detail, likelyCause, remedy);
  }
}
