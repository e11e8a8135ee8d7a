package dev.sluice.producer;

import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.RootLock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** What Sluice makes under an index root: no source, wherever the root lies. */
final class OwnOutput {
  private OwnOutput() {}

  /**
   * The places of artifacts, bundles and stores, and what a run that was cut short left beside
   * them. The root itself is not among them: it may be a folder of sources.
   */
  static Set<Path> under(IndexLayout layout) throws IOException {
    Set<Path> places = new HashSet<>();
    places.add(RootLock.fileIn(layout.root()));
    for (Mode mode : Mode.values()) {
      places.add(layout.artifacts(mode));
      places.add(layout.incremental(mode));
      places.add(layout.sqlite(mode).getParent());
      places.add(layout.lmdb(mode).getParent());
    }
    if (Files.isDirectory(layout.root())) {
      places.addAll(leftovers(layout));
    }
    return places;
  }

  /** Folders of artifacts that were not published: {@code .index-code.} and an identity. */
  private static Set<Path> leftovers(IndexLayout layout) throws IOException {
    Set<Path> leftovers = new HashSet<>();
    for (Mode mode : Mode.values()) {
      String pattern = "." + layout.artifacts(mode).getFileName() + ".*";
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(layout.root(), pattern)) {
        for (Path leftover : stream) {
          leftovers.add(leftover);
        }
      }
    }
    return leftovers;
  }
}
