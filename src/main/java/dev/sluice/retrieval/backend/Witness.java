package dev.sluice.retrieval.backend;

import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.lmdb.LmdbGate;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the places of a mode's stores looked like when one was chosen: as long as they look the
 * same, the choice and what was opened stand.
 */
final class Witness {
  private final List<Place> places;

  /**
   * A place and what was there.
   *
   * @param backend whose it is; AUTO for what concerns all
   * @param identity whether only another file matters: a database's reader notices by itself what
   *     is written to it
   */
  private record Place(Backend backend, Path path, boolean identity, FileState seen) {
    static Place of(Backend backend, Path path) {
      boolean identity = backend == Backend.SQLITE;
      return new Place(backend, path, identity, look(path, identity));
    }

    private static FileState look(Path path, boolean identity) {
      return identity ? FileState.of(path).identity() : FileState.of(path);
    }

    boolean holds() {
      // To ask for the attributes of what is missing costs an exception.
      return seen.exists() ? look(path, identity).equals(seen) : !path.toFile().exists();
    }
  }

  private Witness(List<Place> places) {
    this.places = places;
  }

  /** Everything there is now. */
  static Witness of(IndexLayout layout, Mode mode) {
    Path artifacts = layout.artifacts(mode);
    return new Witness(
        List.of(
            Place.of(Backend.AUTO, artifacts.resolve("index_state.json")),
            Place.of(Backend.SQLITE, layout.sqlite(mode)),
            Place.of(Backend.LMDB, layout.lmdb(mode).resolve(LmdbGate.DATA_FILE)),
            Place.of(Backend.MEMORY, artifacts)));
  }

  /** What a choice depends on: what was chosen, and what would have come before it. */
  Witness of(Selection selection) {
    Collection<Backend> all = selection.considered().stream().map(c -> c.backend()).toList();
    Set<Backend> matter =
        selection.lastResort()
            ? EnumSet.copyOf(all)
            : Stream.concat(
                    all.stream().takeWhile(backend -> backend != selection.selected()),
                    Stream.of(selection.selected()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Backend.class)));
    matter.add(Backend.AUTO);
    if (matter.remove(Backend.SQLITE_FTS)) {
      matter.add(Backend.SQLITE);
    }
    return new Witness(places.stream().filter(place -> matter.contains(place.backend())).toList());
  }

  boolean holds() {
    for (Place place : places) {
      if (!place.holds()) {
        return false;
      }
    }
    return true;
  }
}
