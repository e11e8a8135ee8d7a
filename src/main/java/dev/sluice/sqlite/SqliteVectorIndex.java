package dev.sluice.sqlite;

import dev.sluice.core.DenseMeta;
import dev.sluice.core.DenseVectors;
import dev.sluice.core.Mode;
import dev.sluice.core.NearVectors;
import dev.sluice.core.SluiceException;
import dev.sluice.schema.Role;
import dev.sluice.sqlite.ann.NearestRows;
import dev.sluice.sqlite.ann.VectorTable;
import dev.sluice.sqlite.dao.DocBytes;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/** The vector table of one mode of a database, read through the reader's connections. */
final class SqliteVectorIndex {
  private final Path file;
  private final Mode mode;
  private final Reads reads;
  private final VectorTable table;
  private final Kept<Optional<String>> obstacle;

  SqliteVectorIndex(Path file, Mode mode, Reads reads, VectorTable table) {
    this(file, mode, reads, table, new Kept<>());
  }

  private SqliteVectorIndex(
      Path file, Mode mode, Reads reads, VectorTable table, Kept<Optional<String>> obstacle) {
    this.file = file;
    this.mode = mode;
    this.reads = reads;
    this.table = table;
    this.obstacle = obstacle;
  }

  /** The same in one transaction. */
  SqliteVectorIndex within(Reads transaction) {
    return new SqliteVectorIndex(file, mode, transaction, table, obstacle);
  }

  /** Why it cannot be asked; looked at once for each state of the file. */
  Optional<String> obstacle() {
    return reads.read(Role.READER, session -> obstacle.get(session, this::findObstacle));
  }

  private Optional<String> findObstacle(ReadSession session) {
    try {
      table.nearest(session.connection()).requireInStep();
      return Optional.empty();
    } catch (SluiceException e) {
      return Optional.of(e.getMessage());
    } catch (SQLException e) {
      return Optional.of(file + ": " + e.getMessage());
    }
  }

  NearVectors nearest(float[] query, int n, int[] candidates) {
    return reads.read(
        Role.READER,
        session -> {
          try {
            NearestRows.Found found =
                table.nearest(session.connection()).find(query, n, candidates);
            return new NearVectors(stored(session, found.docIds()), found.bound());
          } catch (SQLException e) {
            throw StoreFailure.of(file, e);
          }
        });
  }

  /** What dense_vectors holds of these; rows of other modes and orphans are not among them. */
  private DenseVectors stored(ReadSession session, int[] docIds) {
    DenseMeta meta = session.denseMeta().find(mode).orElseThrow();
    DocBytes rows = session.denseVectors().some(meta.dims(), mode, docIds);
    SqliteIndexReader.requireWellFormed(file, rows, "dense_vectors", meta.dims());
    return new DenseVectors(meta, rows.docIds(), rows.bytes());
  }
}
