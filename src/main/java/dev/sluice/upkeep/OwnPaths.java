package dev.sluice.upkeep;

import dev.sluice.artifact.IncrementalManifest;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.StagedPath;
import dev.sluice.core.StoreUnavailableException;
import dev.sluice.upkeep.Finding.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Which paths Sluice makes under a root. */
final class OwnPaths {
  private OwnPaths() {}

  /** What lies beside the place of a part while it is made, or after its maker was killed. */
  static List<Path> leftovers(IndexLayout layout, Mode mode, Part part) {
    Path target =
        switch (part) {
          case ARTIFACTS -> layout.artifacts(mode);
          case BUNDLES -> IncrementalManifest.bundlesIn(layout.incremental(mode));
          case SQLITE -> layout.sqlite(mode);
          case LMDB -> layout.lmdb(mode);
        };
    try {
      return StagedPath.leftovers(target);
    } catch (IOException e) {
      throw new StoreUnavailableException(
          ErrorCode.UNREADABLE,
          target.getParent() + " cannot be listed: " + e,
          "this user may not look into it",
          "check the permissions of the folder",
          e);
    }
  }
}
