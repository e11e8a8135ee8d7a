package dev.sluice.core;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;

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

  /** A store's root and mode. */
  public record Place(IndexLayout layout, Mode mode) {

    /**
     * The command that builds the store again: with its root where that is not the one in the
     * current folder, and from sources where there are no artifacts to build from.
     */
    public String buildCommand() {
      boolean hasArtifacts = Files.isDirectory(layout.artifacts(mode));
      boolean isDefault = layout.root().equals(Path.of(".sluice").toAbsolutePath());
      return (hasArtifacts ? "sluice build" : "sluice index SOURCE_DIR")
          + (isDefault ? "" : " --root " + layout.root())
          + " --mode "
          + mode;
    }
  }

  /** The place of a file that has the path {@link #sqlite} gives; else empty. */
  public static Optional<Place> ofSqlite(Path file) {
    return place(file, IndexLayout::sqlite);
  }

  /** The place of a folder that has the path {@link #lmdb} gives; else empty. */
  public static Optional<Place> ofLmdb(Path folder) {
    return place(folder, IndexLayout::lmdb);
  }

  private static Optional<Place> place(Path store, BiFunction<IndexLayout, Mode, Path> path) {
    Path root =
        Optional.of(store.toAbsolutePath()).map(Path::getParent).map(Path::getParent).orElse(null);
    if (root == null) {
      return Optional.empty();
    }
    var layout = new IndexLayout(root);
    return Arrays.stream(Mode.values())
        .filter(mode -> path.apply(layout, mode).equals(store.toAbsolutePath()))
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
