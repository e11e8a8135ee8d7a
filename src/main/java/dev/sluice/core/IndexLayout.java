package dev.sluice.core;

import java.nio.file.Path;

/** Where the parts of an index lie under its root. */
public record IndexLayout(Path root) {

  /** The folder of artifacts of a mode. */
  public Path artifacts(Mode mode) {
    return root.resolve("index-" + mode.id());
  }

  /** The SQLite database of a mode. */
  public Path sqlite(Mode mode) {
    return root.resolve("index-sqlite").resolve("index-" + mode.id() + ".db");
  }

  /** The LMDB environment (a folder) of a mode. */
  public Path lmdb(Mode mode) {
    return root.resolve("index-lmdb").resolve("index-" + mode.id());
  }

  /** The folder of the incremental manifest and the bundles of a mode. */
  public Path incremental(Mode mode) {
    return root.resolve("incremental").resolve(mode.id());
  }
}
