package dev.sluice.producer;

/** Why an entry of the source tree is not indexed. */
public enum SkipReason {
  /** A rule of {@code .gitignore} or {@code .git/info/exclude}; a folder counts once. */
  IGNORED("ignored by .gitignore"),
  /** A NUL byte among the first 8,000 bytes, which is how git decides. */
  BINARY("binary"),
  /** More bytes than {@link ProducerOptions#maxFileBytes}. */
  TOO_LARGE("too large"),
  /**
   * A link to a file or folder: never followed, so that no loop and no way out of the tree exists.
   */
  SYMBOLIC_LINK("symbolic link"),
  /** A pipe, socket or device. */
  SPECIAL_FILE("pipe, socket or device"),
  /**
   * A file or folder name that an index cannot keep: it has a {@code \\}, which readers take for a
   * {@code /}, or bytes that are no text, so that two files would have one name.
   */
  UNUSABLE_NAME("with an unusable name"),
  /** A file or folder that could not be read, or vanished before it was. */
  UNREADABLE("unreadable");

  private final String words;

  SkipReason(String words) {
    this.words = words;
  }

  /** The reason for people. */
  public String words() {
    return words;
  }
}
