package dev.sluice.upkeep;

import dev.sluice.artifact.IncrementalManifest;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.StoreUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Of which modes a root holds anything. */
final class Presence {
  private Presence() {}

  static List<Mode> of(IndexLayout layout) {
    return Arrays.stream(Mode.values()).filter(mode -> isPresent(layout, mode)).toList();
  }

  private static boolean isPresent(IndexLayout layout, Mode mode) {
    return Files.exists(layout.artifacts(mode))
        || hasBundles(layout, mode)
        || Files.exists(layout.sqlite(mode))
        || Files.exists(layout.lmdb(mode));
  }

  static boolean hasBundles(IndexLayout layout, Mode mode) {
    Path folder = layout.incremental(mode);
    return IncrementalManifest.present(folder)
        || Files.exists(IncrementalManifest.bundlesIn(folder))
        || Files.isRegularFile(folder);
  }

  /** Of these modes; all of which have to be there, if they are not all modes there are. */
  static List<Mode> require(IndexLayout layout, Collection<Mode> modes) {
    List<Mode> present = of(layout).stream().filter(modes::contains).toList();
    boolean named = modes.size() < Mode.values().length;
    if (present.isEmpty() || (named && present.size() < modes.size())) {
      List<Mode> absent = modes.stream().filter(mode -> !present.contains(mode)).toList();
      throw new StoreUnavailableException(
          ErrorCode.MISSING,
          layout.root() + " holds nothing of " + (named ? "mode " + absent.get(0) : "any mode"),
          Files.isDirectory(layout.root())
              ? "nothing was indexed there"
              : "there is no such folder",
          "name another root with --root, or make one with: sluice index SOURCE_DIR");
    }
    return present;
  }
}
