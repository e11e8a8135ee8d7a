package dev.sluice.core;

/** The store is damaged or was never one: rebuild it. */
public class CorruptStoreException extends SluiceException {
  private static final long serialVersionUID = 1L;

  public CorruptStoreException(
      ErrorCode code, String detail, String likelyCause, String remedy, Throwable cause) {
    super(code, detail, likelyCause, remedy, cause);
  }
}
