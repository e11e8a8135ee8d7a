package dev.sluice.sqlite;

import dev.sluice.core.DenseMeta;
import dev.sluice.core.FileEntry;
import dev.sluice.core.Mode;
import dev.sluice.core.WellFormed;
import dev.sluice.schema.DeclaredSchema;
import dev.sluice.schema.Role;
import dev.sluice.schema.Table;
import dev.sluice.sqlite.ann.VectorRows;
import dev.sluice.sqlite.ann.VectorTable;
import dev.sluice.sqlite.dao.ChunksDao;
import dev.sluice.sqlite.dao.DenseMetaDao;
import dev.sluice.sqlite.dao.FileManifestDao;
import dev.sluice.sqlite.dao.FullTextDao;
import dev.sluice.sqlite.dao.PlainDaos;
import dev.sluice.sqlite.dao.TokenStatsDao;
import dev.sluice.sqlite.dao.VocabularyDao;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteConnection;

/**
 * Changes one mode of a database in one transaction: {@link #replace} once, then {@link #add} for
 * every chunk and {@link #file} for every file, then {@link #check} and {@link #commit}. Closed
 * without a commit it leaves the rows as they were. Readers see the old index until the commit and
 * the new one after. Used by one thread, of a process that holds the right to write to the index.
 *
 * <p>The database is in WAL mode meanwhile, see {@link AtRest}.
 */
public final class SqliteIndexUpdater implements AutoCloseable {
  private static final Set<String> SMALL_TABLES =
      Set.of("token_stats", "dense_meta", "file_manifest");

  private final Path file;
  private final Mode mode;
  private final Connection connection;
  private final LastWrite known;
  private final VectorTable vectorTable;
  private final Optional<VectorRows> vectors;
  private final PlainDaos daos;
  private final IndexInserts inserts;
  private final TermIds termIds;
  private final DocRemoval removal;
  private final ChunkAdditions additions;
  private FormerChunks former;
  private boolean committed;

  private SqliteIndexUpdater(
      Path file, Mode mode, Connection connection, LastWrite last, VectorTable vectorTable)
      throws SQLException {
    this.file = file;
    this.mode = mode;
    this.connection = connection;
    this.vectorTable = vectorTable;
    known = last.ifStillOf(file);
    JournalMode.toWal(connection);
    Connections.set(connection, "temp_store", "2");
    Connections.set(connection, "cache_size", "-65536");
    connection.unwrap(SQLiteConnection.class).setCurrentTransactionMode(TransactionMode.IMMEDIATE);
    connection.setAutoCommit(false);
    for (String table : List.of(DocRemoval.REMOVED, UpdateConsistency.WRITTEN)) {
      Connections.execute(connection, "CREATE TABLE " + table + " (id INTEGER PRIMARY KEY)");
    }
    vectors = vectorTable.rows(connection);
    daos = new PlainDaos(connection, new StatementCache());
    inserts = new IndexInserts(connection, mode.id());
    termIds = new TermIds(connection, daos.attach(VocabularyDao.class), inserts, mode);
    removal =
        new DocRemoval(connection, mode, daos.attach(FullTextDao.class), termIds, DocRemoval.MANY);
    DenseMeta denseMeta = daos.attach(DenseMetaDao.class).find(mode).orElse(null);
    additions = new ChunkAdditions(inserts, termIds, removal, vectors, denseMeta);
  }

  /**
   * Begins to change a database, if the gate lets a writer pass.
   *
   * @param last what is known of the file
   * @param vectorTable kept in step
   * @throws dev.sluice.core.SluiceException the gate's refusal, or BUSY if another program changes
   *     or reads the file for too long
   */
  public static SqliteIndexUpdater open(
      Path file, Mode mode, LastWrite last, VectorTable vectorTable) {
    return StoreFailure.guarded(
        file,
        () -> {
          Connection connection = Connections.writer(file);
          try {
            SqliteGate.require(file, connection, Role.WRITER);
            return new SqliteIndexUpdater(file, mode, connection, last, vectorTable);
          } catch (SQLException | RuntimeException e) {
            closeAfter(connection, e);
            throw e;
          }
        });
  }

  /** Takes back what was begun; what goes wrong then is attached to the failure. */
  private static void closeAfter(Connection connection, Exception failure) {
    try {
      takeBack(connection);
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
    Connections.closeAfter(connection, failure);
  }

  private static void takeBack(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    AtRest.settle(connection);
  }

  /**
   * Removes the chunks of deleted and of changed files, but for what {@link #add} finds there again
   * where they are few.
   *
   * @param deleted paths
   * @param counts how many chunks each changed or added file is to have, in the order in which
   *     files choose doc ids
   * @return the doc ids of every changed or added file: its own in order, then those that nobody
   *     has any more, lowest first, then new ones
   */
  public Map<String, int[]> replace(Collection<String> deleted, Map<String, Integer> counts) {
    var own = new LinkedHashMap<String, int[]>();
    ChunksDao chunks = daos.attach(ChunksDao.class);
    return StoreFailure.guarded(
        file,
        () -> {
          deleted.forEach(path -> own.put(path, chunks.idsOf(mode, path)));
          counts.keySet().forEach(path -> own.put(path, chunks.idsOf(mode, path)));
          int[] removed = own.values().stream().flatMapToInt(Arrays::stream).sorted().toArray();
          Map<String, int[]> assigned = assign(own, counts, chunks);
          former = removal.remove(removed, known.derivable(), anew(assigned, removed));
          if (vectors.isPresent()) {
            for (int docId : removed) {
              vectors.get().delete(docId);
            }
          }
          FileManifestDao files = daos.attach(FileManifestDao.class);
          deleted.forEach(path -> files.delete(mode, path));
          writeIds(assigned.values());
          return assigned;
        });
  }

  /** Those of the ids that are given again. */
  private static int[] anew(Map<String, int[]> assigned, int[] removed) {
    return assigned.values().stream()
        .flatMapToInt(Arrays::stream)
        .filter(docId -> Arrays.binarySearch(removed, docId) >= 0)
        .toArray();
  }

  private Map<String, int[]> assign(
      Map<String, int[]> own, Map<String, Integer> counts, ChunksDao chunks) {
    int next = Math.toIntExact(number("SELECT COALESCE(MAX(id) + 1, 0) FROM chunks WHERE ? <> ''"));
    boolean anyGrows =
        counts.entrySet().stream().anyMatch(e -> e.getValue() > own.get(e.getKey()).length);
    var free = new BitSet();
    if (anyGrows && number("SELECT COUNT(*) FROM chunks WHERE ? <> ''") < next) {
      free = chunks.ids();
      free.flip(0, next);
    }
    return DocIdPlan.assign(own, counts, free, next);
  }

  private void writeIds(Collection<int[]> assigned) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + UpdateConsistency.WRITTEN + " VALUES (?)")) {
      for (int[] docIds : assigned) {
        for (int docId : docIds) {
          insert.setInt(1, docId);
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  /** Adds the chunks of one file, under ids that {@link #replace} gave. */
  public void add(List<NewChunk> chunks) {
    StoreFailure.guarded(
        file,
        () -> {
          additions.add(chunks, former);
          return null;
        });
  }

  /** Says what is known of files whose chunks were added. */
  public void files(List<FileEntry> entries) {
    FileManifestDao files = daos.attach(FileManifestDao.class);
    StoreFailure.guarded(
        file,
        () -> {
          entries.forEach(entry -> files.put(mode, entry));
          return null;
        });
  }

  /** Says what the hashes are of files that did not change. */
  public void hashes(Map<String, String> byFile) {
    FileManifestDao files = daos.attach(FileManifestDao.class);
    StoreFailure.guarded(
        file,
        () -> {
          byFile.forEach((path, hash) -> files.setHash(mode, path, hash));
          return null;
        });
  }

  /** How many terms there were before. */
  public int termsBefore(TermKind kind) {
    return termIds.present(kind);
  }

  /** How many terms were added to them. */
  public int termsAdded(TermKind kind) {
    return termIds.added(kind);
  }

  /** How many terms were not added because they are {@link WellFormed#isNot ill-formed}. */
  public int leftOut() {
    return additions.leftOut();
  }

  /**
   * Writes what is left and the statistics.
   *
   * @return how many rows there are now
   */
  public Map<String, Long> finish() {
    return StoreFailure.guarded(
        file,
        () -> {
          Map<String, Long> added = inserts.flush();
          daos.attach(TokenStatsDao.class).recompute(mode);
          if (number("SELECT EXISTS (SELECT 1 FROM dense_vectors WHERE mode = ?)") == 0) {
            daos.attach(DenseMetaDao.class).delete(mode);
          }
          return counts(added);
        });
  }

  private Map<String, Long> counts(Map<String, Long> added) throws SQLException {
    if (known.counts().isEmpty()) {
      return StoreContents.counts(connection, mode);
    }
    var counts = new LinkedHashMap<String, Long>();
    for (Table table : DeclaredSchema.catalog().tables()) {
      String name = table.name();
      // To count the others would take as long as the index is large.
      counts.put(
          name,
          added.containsKey(name) && !SMALL_TABLES.contains(name)
              ? (Long)
                  (known.counts().getOrDefault(name, 0L)
                      + added.get(name)
                      - removal.deleted().getOrDefault(name, 0L))
              : (Long) number("SELECT COUNT(*) FROM " + name + " WHERE mode = ?"));
    }
    return counts;
  }

  /** Kinds of terms whose postings are, after this, just those that the chunks' rows tell of. */
  public Set<TermKind> derivable() {
    Set<TermKind> derivable = EnumSet.noneOf(TermKind.class);
    derivable.addAll(known.derivable());
    derivable.removeIf(kind -> !additions.isDerivable(kind));
    return derivable;
  }

  /**
   * Looks at what was finished.
   *
   * @param level not {@link ValidationLevel#AUTO}; below {@link ValidationLevel#FULL} at what was
   *     changed alone
   * @return empty if it is sound
   */
  public List<Finding> check(ValidationLevel level) {
    if (level == ValidationLevel.OFF) {
      return List.of();
    }
    return StoreFailure.guarded(
        file,
        () ->
            StoreValidator.uncommitted(
                file,
                connection,
                vectorTable,
                level == ValidationLevel.FULL,
                UpdateConsistency.relations()));
  }

  /** Makes the changes last, and puts the database to rest as far as readers let it. */
  public AtRest commit() {
    return StoreFailure.guarded(
        file,
        () -> {
          connection.commit();
          committed = true;
          connection.setAutoCommit(true);
          return AtRest.settle(connection);
        });
  }

  private long number(String sql) {
    return StoreFailure.guarded(
        file,
        () -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, mode.id());
            try (ResultSet row = statement.executeQuery()) {
              row.next();
              return row.getLong(1);
            }
          }
        });
  }

  /** Takes back what was not committed. */
  @Override
  public void close() {
    StoreFailure.guarded(
        file,
        () -> {
          try (connection) {
            if (vectors.isPresent()) {
              vectors.get().close();
            }
            if (!committed) {
              takeBack(connection);
            }
          }
          return null;
        });
  }
}
