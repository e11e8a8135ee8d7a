package dev.sluice.retrieval.backend;

import dev.sluice.artifact.IndexState;
import dev.sluice.artifact.IndexState.StoreState;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.schema.Judgement;
import dev.sluice.schema.Role;
import dev.sluice.schema.SchemaGate;
import dev.sluice.sqlite.SqliteGate;
import dev.sluice.sqlite.SqliteIndexReader;
import java.nio.file.Path;

/**
 * The gate as a user of an index root meets it: what the file itself shows, and what index_state
 * says of it.
 */
public final class StoreGate {
  private static final String SQLITE = "sqlite";

  private StoreGate() {}

  /**
   * The verdict on a database file. If it lies in an index root that has an index_state, a store
   * that is not ready there is {@code pending}: it is read by nobody, and built anew rather than
   * updated.
   */
  public static Judgement check(Path file, Role role) {
    Judgement judgement = SqliteGate.check(file, role);
    if (!judgement.ok()) {
      return judgement;
    }
    return IndexLayout.ofSqlite(file)
        .flatMap(place -> IndexState.read(place.layout().artifacts(place.mode())).store(SQLITE))
        .filter(state -> state.pending() || !state.ready())
        .map(StoreGate::pending)
        .orElse(judgement);
  }

  private static Judgement pending(StoreState state) {
    return SchemaGate.pending(
        state.pending()
            ? "is being built, as index_state.json says"
            : "is not ready, as index_state.json says");
  }

  /**
   * Opens the database of a mode for reading; the caller closes it.
   *
   * @throws dev.sluice.core.SluiceException the refusal
   */
  public static SqliteIndexReader openSqlite(IndexLayout layout, Mode mode) {
    Path file = layout.sqlite(mode);
    Judgement judgement = check(file, Role.READER);
    if (!judgement.ok()) {
      throw judgement.refusal(file.toString(), SqliteGate.rebuildCommand(file));
    }
    return SqliteIndexReader.open(file, mode);
  }
}
