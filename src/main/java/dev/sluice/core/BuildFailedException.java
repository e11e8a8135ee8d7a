package dev.sluice.core;

import java.nio.file.Path;

/** A build, update or index run could not be finished; nothing of it was published. */
public class BuildFailedException extends SluiceException {
  private static final long serialVersionUID = 1L;

  public BuildFailedException(String detail, String likelyCause, String remedy, Throwable cause) {
    super(ErrorCode.BUILD_FAILED, detail, likelyCause, remedy, cause);
  }

  public BuildFailedException(String detail, String likelyCause, String remedy) {
    this(detail, likelyCause, remedy, null);
  }

  /**
   * What was to be written cannot be.
   *
   * @param again what to do when that is mended, for example {@code build again}
   */
  public static BuildFailedException unwritable(Path target, Exception cause, String again) {
    return new BuildFailedException(
        target + " cannot be written: " + cause.getMessage(),
        "its folder may not be written to, or the disk is full",
        "check the folder's permissions and free space, or choose another --root; then " + again,
        cause);
  }
}
