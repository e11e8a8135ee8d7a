package dev.sluice.retrieval.backend;

import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.lmdb.LmdbGate;
import java.nio.file.Path;

/**
 * What the places of a mode's stores looked like when one was chosen: as long as they look the
 * same, the choice and what was opened stand. A database is told by its identity alone, since its
 * reader notices by itself what is written to it.
 */
record Witness(FileState sqlite, FileState lmdb, FileState state, FileState artifacts) {
  static Witness of(IndexLayout layout, Mode mode) {
    Path artifacts = layout.artifacts(mode);
    return new Witness(
        FileState.of(layout.sqlite(mode)).identity(),
        FileState.of(layout.lmdb(mode).resolve(LmdbGate.DATA_FILE)),
        FileState.of(artifacts.resolve("index_state.json")),
        FileState.of(artifacts));
  }
}
