package dev.sluice.benchmark;

/**
 * An edit of a generated index.
 *
 * @param files how many differ after it, spread over all of them
 * @param everyChunk whether all chunks of these are others; else one in the middle is, and those
 *     after it lie further down in the file, as when a method is changed
 */
record Edit(int files, boolean everyChunk) {
  static final Edit NONE = new Edit(0, false);

  /** The name of a folder. */
  String id() {
    return files + (everyChunk ? "-rewritten" : "-edited");
  }
}
