package dev.sluice.core;

/** A build, update or index run could not be finished; nothing of it was published. */
public class BuildFailedException extends SluiceException {
  private static final long serialVersionUID = 1L;

  public BuildFailedException(String detail, String likelyCause, String remedy, Throwable cause) {
    super(ErrorCode.BUILD_FAILED, detail, likelyCause, remedy, cause);
  }

  public BuildFailedException(String detail, String likelyCause, String remedy) {
    this(detail, likelyCause, remedy, null);
  }
}
