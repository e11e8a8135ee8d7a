package dev.sluice.benchmark;

import dev.sluice.artifact.IncrementalManifest;
import dev.sluice.core.DurableFiles;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An index root to work on, with artifacts and perhaps bundles, and folders of bundles after edits.
 * It lies in a folder of its own: nobody's index is changed.
 *
 * @param edited the bundles after each edit
 */
record Input(Path folder, Path root, Map<Edit, Path> edited) implements AutoCloseable {
  private static final String INCREMENTAL = "incremental";

  Input {
    edited = new LinkedHashMap<>(edited);
  }

  /** A generated one, with bundles after edits. */
  static Input generated(Path folder, int chunks, Density density, List<Edit> edits)
      throws IOException {
    Path root = empty(folder).resolve("root");
    new GeneratedIndex(chunks, density, Edit.NONE).write(root);
    var edited = new LinkedHashMap<Edit, Path>();
    for (Edit edit : edits) {
      Path after = folder.resolve(edit.id());
      new GeneratedIndex(chunks, density, edit).writeBundles(after);
      edited.put(edit, after.resolve(INCREMENTAL));
    }
    return new Input(folder, root, edited);
  }

  /** A copy of what another root has to build from, and nothing after an edit. */
  static Input copyOf(Path root, Path folder) throws IOException {
    Path copy = empty(folder).resolve("root");
    var from = new IndexLayout(root.toAbsolutePath());
    var to = new IndexLayout(copy);
    copyTree(from.artifacts(Mode.CODE), to.artifacts(Mode.CODE));
    if (IncrementalManifest.present(from.incremental(Mode.CODE))) {
      copyTree(from.incremental(Mode.CODE), to.incremental(Mode.CODE));
    }
    return new Input(folder, copy, Map.of());
  }

  private static Path empty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      DurableFiles.deleteTree(folder);
    }
    return Files.createDirectories(folder).toAbsolutePath();
  }

  private static void copyTree(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Files.copy(path, to.resolve(from.relativize(path)));
      }
    }
  }

  IndexLayout layout() {
    return new IndexLayout(root);
  }

  boolean hasBundles() {
    return IncrementalManifest.present(layout().incremental(Mode.CODE));
  }

  /** The folder that has a folder of bundles for each mode. */
  Path bundles() {
    return root.resolve(INCREMENTAL);
  }

  @Override
  public void close() throws IOException {
    DurableFiles.deleteTree(folder);
  }
}
