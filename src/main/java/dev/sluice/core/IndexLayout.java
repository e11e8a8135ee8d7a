package dev.sluice.core;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

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

  /** A database and the root it lies in. */
  public record Place(IndexLayout layout, Mode mode) {}

  /** The place of a file that has the path {@link #sqlite} gives; else empty. */
  public static Optional<Place> ofSqlite(Path file) {
    Path root =
        Optional.of(file.toAbsolutePath()).map(Path::getParent).map(Path::getParent).orElse(null);
    if (root == null) {
      return Optional.empty();
    }
    var layout = new IndexLayout(root);
    return Arrays.stream(Mode.values())
        .filter(mode -> layout.sqlite(mode).equals(file.toAbsolutePath()))
        .findFirst()
        .map(mode -> new Place(layout, mode));
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
