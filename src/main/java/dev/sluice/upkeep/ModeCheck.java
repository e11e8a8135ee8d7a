package dev.sluice.upkeep;

import dev.sluice.artifact.IncrementalManifest;
import dev.sluice.artifact.IndexState;
import dev.sluice.core.IndexLayout;
import dev.sluice.lmdb.LmdbGate;
import dev.sluice.upkeep.Finding.Kind;
import dev.sluice.upkeep.Finding.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Looks at everything of one mode. */
final class ModeCheck {
  private final Scope scope;
  private final IndexLayout layout;

  ModeCheck(Scope scope) {
    this.scope = scope;
    this.layout = scope.layout();
  }

  void run() {
    Map<Path, String> before = stamps();
    Optional<ContentSums> artifacts = Optional.empty();
    Path folder = layout.artifacts(scope.mode());
    if (isFolder(Part.ARTIFACTS, folder)) {
      artifacts = new ArtifactCheck(scope).run(TreeSize.of(folder).bytes());
    }
    Optional<ContentSums> bundles = Optional.empty();
    if (Presence.hasBundles(layout, scope.mode())
        && isFolder(Part.BUNDLES, layout.incremental(scope.mode()))) {
      bundles = new BundleCheck(scope).run(TreeSize.of(layout.incremental(scope.mode())).bytes());
    }
    StoreContent sqlite = new SqliteCheck(scope).run();
    isFolder(Part.LMDB, layout.lmdb(scope.mode()));
    StoreContent lmdb = new LmdbCheck(scope).run();
    new ContentCheck(scope, artifacts, bundles, sqlite, lmdb).run();
    reportLeftovers();
    if (!stamps().equals(before)) {
      scope.warning(
          Kind.PENDING,
          Part.ARTIFACTS,
          layout.root(),
          "was written to while it was looked at; findings may be of a state between two",
          "when the build is done: sluice validate --root " + layout.root());
    }
  }

  /** False where nothing is; that something else is there is a finding. */
  private boolean isFolder(Part part, Path path) {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      scope.error(
          Kind.CORRUPT, part, path, "is a file, a folder was expected", "move it to another place");
    }
    return Files.isDirectory(path);
  }

  private void reportLeftovers() {
    for (Part part : Part.values()) {
      for (Path leftover : OwnPaths.leftovers(layout, scope.mode(), part)) {
        scope.warning(
            Kind.LEFTOVER,
            part,
            leftover,
            "is what a killed process left, or a running one is making",
            "the next build removes it, and so does: sluice clean --root " + layout.root());
      }
    }
  }

  /** When each of what writers replace was written last. */
  private Map<Path, String> stamps() {
    var stamps = new LinkedHashMap<Path, String>();
    for (Path file :
        new Path[] {
          IndexState.fileIn(layout.artifacts(scope.mode())),
          IncrementalManifest.in(layout.incremental(scope.mode())),
          layout.sqlite(scope.mode()),
          layout.lmdb(scope.mode()).resolve(LmdbGate.DATA_FILE)
        }) {
      try {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        stamps.put(file, attributes.lastModifiedTime() + " " + attributes.size());
      } catch (IOException e) {
        stamps.put(file, "");
      }
    }
    return stamps;
  }
}
