package dev.sluice.build;

/** Why a store has to be built anew instead of being changed in place. */
final class UpdateRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient FileCounts files;

  /**
   * @param files what was found to differ, as far as it came to that
   */
  UpdateRefusedException(String reason, FileCounts files) {
    super(reason);
    this.files = files;
  }

  FileCounts files() {
    return files;
  }
}
