package dev.sluice.retrieval.backend;

import dev.sluice.artifact.ArtifactIndexReader;
import dev.sluice.artifact.ArtifactReader;
import dev.sluice.artifact.IndexStatistics;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.IndexReader;
import dev.sluice.core.Mode;
import dev.sluice.core.SluiceException;
import dev.sluice.schema.Role;
import dev.sluice.sqlite.ReadOptions;
import dev.sluice.sqlite.SqliteIndexReader;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** The stores of one mode of an index root: whether each may be used, and opening them. */
final class Stores {
  private static final String SQLITE_LIBRARY = "org.xerial:sqlite-jdbc";
  private static final String ZSTD_LIBRARY = "com.github.luben:zstd-jni";

  private final IndexLayout layout;
  private final Mode mode;

  Stores(IndexLayout layout, Mode mode) {
    this.layout = layout;
    this.mode = mode;
  }

  /** What a choice depends on, gathered from the files; nothing is counted and nothing loaded. */
  SelectionFacts facts(Backend requested, Backend preferred, Thresholds thresholds) {
    Map<Backend, Availability> found = new EnumMap<>(Backend.class);
    for (Backend backend : SelectionFacts.candidates(requested, preferred)) {
      found.put(backend, availability(backend));
    }
    boolean compares =
        SelectionFacts.comparesSizes(requested, mode, thresholds)
            && found.get(Backend.SQLITE).available();
    return new SelectionFacts(
        requested,
        mode,
        preferred,
        thresholds,
        found,
        compares ? statistics() : IndexStatistics.UNKNOWN);
  }

  private Availability availability(Backend backend) {
    try {
      return switch (backend) {
        case SQLITE -> store(layout.sqlite(mode), Role.READER);
        case SQLITE_FTS -> fullText();
        case LMDB -> store(layout.lmdb(mode), Role.READER);
        case MEMORY -> artifacts();
        case AUTO -> throw new IllegalArgumentException("auto is a choice, not a store");
      };
    } catch (SluiceException e) {
      return Availability.of(e);
    } catch (LinkageError e) {
      return Availability.missingDependency(backend, SQLITE_LIBRARY, e);
    }
  }

  private static Availability store(Path store, Role role) {
    return Availability.of(
        StoreGate.check(store, role), store.toString(), StoreGate.rebuildCommand(store));
  }

  /** Hits need what every reader reads as well. */
  private Availability fullText() {
    Availability reader = store(layout.sqlite(mode), Role.READER);
    return reader.available() ? store(layout.sqlite(mode), Role.FULL_TEXT_READER) : reader;
  }

  private Availability artifacts() {
    Path folder = layout.artifacts(mode);
    ArtifactReader.requirePresent(folder, mode);
    return ArtifactReader.lacksZstd(folder)
        ? Availability.missingDependency(Backend.MEMORY, ZSTD_LIBRARY, null)
        : Availability.READY;
  }

  /** What the small files say; only where they do not, the database is asked for a sum. */
  private IndexStatistics statistics() {
    IndexStatistics known = IndexStatistics.read(layout.artifacts(mode));
    if (known.chunks().isPresent()) {
      return known;
    }
    try (var reader = SqliteIndexReader.open(layout.sqlite(mode), mode)) {
      return known.withChunks(reader.listedChunks());
    }
  }

  /**
   * Opens a store; the caller closes it.
   *
   * @param reading how a database is read, and how many bytes of vectors any store keeps
   * @throws SluiceException the refusal
   */
  IndexReader open(Backend backend, ReadOptions reading) {
    return switch (backend) {
      case SQLITE, SQLITE_FTS -> StoreGate.openSqlite(layout, mode, reading);
      case LMDB -> StoreGate.openLmdb(layout, mode, reading.vectorCacheBytes());
      case MEMORY -> ArtifactIndexReader.open(layout, mode);
      case AUTO -> throw new IllegalArgumentException("auto is a choice, not a store");
    };
  }
}
