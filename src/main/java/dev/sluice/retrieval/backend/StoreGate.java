package dev.sluice.retrieval.backend;

import dev.sluice.artifact.IndexState;
import dev.sluice.artifact.IndexState.StoreState;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.IndexLayout.Place;
import dev.sluice.core.Mode;
import dev.sluice.core.Observers;
import dev.sluice.core.SluiceException;
import dev.sluice.lmdb.LmdbGate;
import dev.sluice.lmdb.LmdbIndexReader;
import dev.sluice.schema.Judgement;
import dev.sluice.schema.Role;
import dev.sluice.schema.SchemaGate;
import dev.sluice.schema.Verdict;
import dev.sluice.sqlite.ReadOptions;
import dev.sluice.sqlite.SqliteGate;
import dev.sluice.sqlite.SqliteIndexReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The gate as a user of an index root meets it: what the file itself shows, and what index_state
 * says of it.
 */
public final class StoreGate {
  private static final String SQLITE = "sqlite";
  private static final String LMDB = "lmdb";

  private StoreGate() {}

  /**
   * The verdict on a store: a database file, or the folder of an LMDB environment. If it lies in an
   * index root that has an index_state, a store that is not ready there is {@code pending}: it is
   * read by nobody, and built anew rather than updated.
   */
  public static Judgement check(Path store, Role role) {
    return isLmdb(store) ? checkLmdb(store) : checkSqlite(store, role);
  }

  /** Whether the path is that of an LMDB store, by its place or by what is there. */
  private static boolean isLmdb(Path store) {
    return IndexLayout.ofLmdb(store).isPresent() || Files.exists(store.resolve(LmdbGate.DATA_FILE));
  }

  private static Judgement checkSqlite(Path file, Role role) {
    return unlessPending(SqliteGate.check(file, role), IndexLayout.ofSqlite(file), SQLITE);
  }

  private static Judgement checkLmdb(Path folder) {
    Optional<Place> place = IndexLayout.ofLmdb(folder);
    Mode mode = place.map(Place::mode).orElse(null);
    return unlessPending(LmdbGate.check(folder, mode), place, LMDB);
  }

  /** The command that builds the store of that path again. */
  public static String rebuildCommand(Path store) {
    return isLmdb(store) ? LmdbGate.rebuildCommand(store) : SqliteGate.rebuildCommand(store);
  }

  private static Judgement unlessPending(
      Judgement judgement, Optional<Place> place, String backend) {
    if (!judgement.ok()) {
      return judgement;
    }
    return place
        .flatMap(p -> IndexState.read(p.layout().artifacts(p.mode())).store(backend))
        .filter(state -> state.pending() || !state.ready())
        .map(state -> pending(state, backend))
        .orElse(judgement);
  }

  private static Judgement pending(StoreState state, String backend) {
    Observers.current().judged(backend, Verdict.PENDING.id());
    return SchemaGate.pending(
        state.pending()
            ? "is being built, as index_state.json says"
            : "is not ready, as index_state.json says");
  }

  /**
   * Opens the database of a mode for reading; the caller closes it.
   *
   * @throws SluiceException the refusal
   */
  static SqliteIndexReader openSqlite(IndexLayout layout, Mode mode, ReadOptions options) {
    Path file = layout.sqlite(mode);
    require(file, check(file, Role.READER));
    return SqliteIndexReader.open(file, mode, options);
  }

  /**
   * Opens the LMDB store of a mode; the caller closes it.
   *
   * @param vectorCacheBytes as of {@link LmdbIndexReader#open(Path, Mode, long)}
   * @throws SluiceException the refusal
   */
  static LmdbIndexReader openLmdb(IndexLayout layout, Mode mode, long vectorCacheBytes) {
    Path folder = layout.lmdb(mode);
    require(folder, check(folder, Role.READER));
    return LmdbIndexReader.open(folder, mode, vectorCacheBytes);
  }

  private static void require(Path store, Judgement judgement) {
    if (!judgement.ok()) {
      throw judgement.refusal(store.toString(), rebuildCommand(store));
    }
  }
}
