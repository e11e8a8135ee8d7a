package dev.sluice.upkeep;

import dev.sluice.artifact.Bundle;
import dev.sluice.artifact.BundleReader;
import dev.sluice.artifact.ChunkRecord;
import dev.sluice.artifact.IncrementalManifest;
import dev.sluice.artifact.IncrementalManifest.Entry;
import dev.sluice.core.InvalidArtifactException;
import dev.sluice.upkeep.Finding.Kind;
import dev.sluice.upkeep.Finding.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks at the bundles of a mode and the manifest that lists them. */
final class BundleCheck {
  private static final Part PART = Part.BUNDLES;

  private final Scope scope;
  private final Path folder;
  private String firstFileWithVector;
  private int dims;
  private boolean whole = true;

  BundleCheck(Scope scope) {
    this.scope = scope;
    this.folder = scope.layout().incremental(scope.mode());
  }

  /** What the bundles hold; empty if that was not looked at or cannot be told. */
  Optional<ContentSums> run(long bytes) {
    boolean full = scope.begin(PART, folder, bytes);
    var sums = new ContentSums();
    var read = new boolean[1];
    scope.guarded(
        PART,
        folder,
        "make it again with: " + scope.index(),
        () -> {
          IncrementalManifest manifest = IncrementalManifest.resolve(folder);
          checkManifest(manifest);
          checkStrays(manifest);
          var reader = new BundleReader(folder, scope.mode());
          if (manifest.dense() != null) {
            firstFileWithVector = "the manifest";
            dims = manifest.dense().dims();
          }
          for (Entry entry : manifest.entries()) {
            scope.progress().run();
            if (full) {
              readBundle(reader, entry, sums);
            } else {
              requireThere(entry);
            }
          }
          read[0] = full && whole;
        });
    return read[0] ? Optional.of(sums) : Optional.empty();
  }

  private void checkManifest(IncrementalManifest manifest) {
    Path file = IncrementalManifest.in(folder);
    if (manifest.mode() != null && !manifest.mode().equals(scope.mode().id())) {
      scope.error(
          Kind.MISMATCHED,
          PART,
          file,
          "is of mode " + manifest.mode() + ", the folder of " + scope.mode(),
          "put back the folder of this mode, or make it with: " + scope.index());
    }
    for (var conflict : manifest.conflicts()) {
      scope.warning(
          Kind.MISMATCHED,
          PART,
          file,
          "lists " + conflict.file() + " more than once, and not the same each time",
          "updates are refused until it is made again with: " + scope.index());
    }
  }

  private void checkStrays(IncrementalManifest manifest) {
    Path bundles = IncrementalManifest.bundlesIn(folder);
    Set<String> listed = new HashSet<>();
    manifest.entries().forEach(entry -> listed.add(entry.bundle()));
    try (Stream<Path> files = Files.isDirectory(bundles) ? Files.list(bundles) : Stream.of()) {
      files
          .filter(file -> !listed.contains(file.getFileName().toString()))
          .sorted()
          .forEach(
              file ->
                  scope.warning(
                      Kind.LEFTOVER,
                      PART,
                      file,
                      "is no bundle that the manifest lists",
                      "nothing reads it; " + scope.index() + " leaves it out"));
    } catch (IOException e) {
      scope.error(
          Kind.UNREADABLE, PART, bundles, "cannot be listed: " + e, "check its permissions");
    }
  }

  private void requireThere(Entry entry) {
    Path file = IncrementalManifest.bundlesIn(folder).resolve(entry.bundle());
    if (!Files.isRegularFile(file)) {
      report(file, "is missing: the bundle of " + entry.file());
    } else if (file.toFile().length() == 0) {
      report(file, "is empty: the bundle of " + entry.file());
    }
  }

  private void report(Path file, String what) {
    whole = false;
    scope.guarded(
        PART,
        file,
        "make it again with: " + scope.index(),
        () -> {
          throw new InvalidArtifactException(file, "", what);
        });
  }

  private void readBundle(BundleReader reader, Entry entry, ContentSums sums) {
    boolean[] read = new boolean[1];
    scope.guarded(
        PART,
        folder,
        "make it again with: " + scope.index(),
        () -> {
          Bundle bundle = reader.read(entry);
          for (ChunkRecord record : bundle.chunks()) {
            var chunk = record.chunk();
            sums.add(bundle.file(), chunk.chunkId(), chunk.startLine(), chunk.endLine());
            checkDims(entry, record.embedding());
          }
          read[0] = true;
        });
    whole &= read[0];
  }

  private void checkDims(Entry entry, byte[] vector) {
    if (vector == null) {
      return;
    }
    if (firstFileWithVector == null) {
      firstFileWithVector = entry.file();
      dims = vector.length;
    }
    if (vector.length != dims) {
      scope.error(
          Kind.MISMATCHED,
          PART,
          IncrementalManifest.bundlesIn(folder).resolve(entry.bundle()),
          "has a vector of "
              + vector.length
              + " dimensions, "
              + firstFileWithVector
              + " has "
              + dims,
          "make all bundles again with: " + scope.index());
    }
  }
}
