package dev.sluice.sqlite;

import dev.sluice.core.Chunk;
import dev.sluice.core.ChunkTerms;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.FileEntry;
import dev.sluice.core.IndexWriter;
import dev.sluice.core.Mode;
import dev.sluice.core.Postings;
import dev.sluice.core.SluiceException;
import dev.sluice.core.WellFormed;
import dev.sluice.schema.DeclaredSchema;
import dev.sluice.schema.Index;
import dev.sluice.sqlite.dao.DenseMetaDao;
import dev.sluice.sqlite.dao.FileManifestDao;
import dev.sluice.sqlite.dao.TokenStatsDao;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/**
 * Fills a new database file with one mode of an index. Used by one thread.
 *
 * <p>The file has no journal and is not synced while it is filled: it is nobody's yet, and whoever
 * made it throws it away if anything fails before {@link #finish}, or syncs and publishes it after.
 * Rows may come in any order of tables; ascending ids within a table are fastest.
 */
public final class SqliteIndexWriter implements IndexWriter {
  private final Path file;
  private final Mode mode;
  private final Connection connection;
  private final IndexInserts inserts;
  private final List<FileEntry> files = new ArrayList<>();
  private DenseMeta denseMeta;
  private int leftOut;

  private SqliteIndexWriter(Path file, Mode mode, Connection connection) throws SQLException {
    this.file = file;
    this.mode = mode;
    this.connection = connection;
    Connections.set(connection, "journal_mode", "off");
    Connections.set(connection, "synchronous", "0");
    Connections.set(connection, "locking_mode", "exclusive");
    Connections.set(connection, "cache_size", "-65536");
    connection.setAutoCommit(false);
    for (String sql : DeclaredSchema.tableStatements()) {
      Connections.execute(connection, sql);
    }
    for (String sql : DeclaredSchema.indexStatements(SqliteIndexWriter::growsInOrder)) {
      Connections.execute(connection, sql);
    }
    inserts = new IndexInserts(connection, mode.id());
  }

  /**
   * Starts a new database.
   *
   * @param file must not exist
   */
  public static SqliteIndexWriter create(Path file, Mode mode) {
    try {
      Connection connection = Connections.builder(file);
      try {
        return new SqliteIndexWriter(file, mode, connection);
      } catch (SQLException | RuntimeException e) {
        Connections.closeAfter(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw StoreFailure.of(file, e);
    }
  }

  /**
   * Postings come in the order of their indexes, so an entry is appended for less than half of what
   * sorting it afterwards costs.
   */
  private static boolean growsInOrder(Index index) {
    return index.table().endsWith("_postings");
  }

  /** Adds a chunk to the tables of chunks and of full text. */
  @Override
  public void chunk(Chunk chunk, String signature, String doc, String words) {
    run(() -> inserts.chunk(chunk, signature, doc, words));
  }

  @Override
  public void docLength(int docId, int length) {
    run(() -> inserts.docLength(docId, length));
  }

  @Override
  public int leftOut() {
    return leftOut;
  }

  /** Whether all terms of these kinds are those that {@link ChunkTerms} makes; when finished. */
  public Set<TermKind> derivable() {
    return inserts.derivable();
  }

  @Override
  public void token(int id, String token, Postings postings) {
    term(TermKind.TOKEN, id, token, postings.docIds(), postings.frequencies());
  }

  @Override
  public void phrase(int id, String phrase, int[] docIds) {
    term(TermKind.PHRASE, id, phrase, docIds, null);
  }

  @Override
  public void chargram(int id, String gram, int[] docIds) {
    term(TermKind.CHARGRAM, id, gram, docIds, null);
  }

  private void term(TermKind kind, int id, String term, int[] docIds, int[] frequencies) {
    if (WellFormed.isNot(term)) {
      leftOut++;
      return;
    }
    run(
        () -> {
          inserts.term(kind, id, term);
          inserts.postings(kind, id, term, docIds, frequencies);
        });
  }

  @Override
  public void minHash(int docId, int[] signature) {
    run(() -> inserts.minHash(docId, signature));
  }

  @Override
  public void denseMeta(DenseMeta meta) {
    denseMeta = meta;
  }

  @Override
  public void denseVector(int docId, byte[] vector) {
    run(() -> inserts.denseVector(docId, vector));
  }

  @Override
  public void file(FileEntry entry) {
    files.add(entry);
  }

  /** Writes what is left, the statistics, the indexes and the version, and commits. */
  @Override
  public Map<String, Long> finish() {
    var counts = new LinkedHashMap<String, Long>();
    run(
        () -> {
          counts.putAll(inserts.flush());
          if (counts.get("dense_vectors") == 0) {
            denseMeta = null;
          }
          writeSmallTables();
          for (String sql : DeclaredSchema.indexStatements(index -> !growsInOrder(index))) {
            Connections.execute(connection, sql);
          }
          Connections.execute(connection, "PRAGMA user_version = " + DeclaredSchema.version());
          connection.commit();
        });
    counts.put("token_stats", 1L);
    counts.put("dense_meta", denseMeta == null ? 0L : 1L);
    counts.put("file_manifest", (long) files.size());
    return counts;
  }

  private void writeSmallTables() {
    Jdbi jdbi = Jdbi.create(connection).installPlugin(new SqlObjectPlugin());
    try (Handle handle = jdbi.open()) {
      handle.attach(TokenStatsDao.class).recompute(mode.id());
      handle.attach(FileManifestDao.class).insert(mode.id(), files);
      if (denseMeta != null) {
        handle.attach(DenseMetaDao.class).put(mode.id(), denseMeta);
      }
    }
  }

  private interface SqlWork {
    void run() throws SQLException;
  }

  private void run(SqlWork work) {
    try {
      work.run();
    } catch (SQLException e) {
      throw StoreFailure.of(file, e);
    } catch (JdbiException e) {
      throw StoreFailure.of(file, e);
    }
  }

  /**
   * Closes the file; what was not finished is not committed.
   *
   * @throws SluiceException if SQLite cannot close it
   */
  @Override
  public void close() {
    run(connection::close);
  }
}
