package dev.sluice.sqlite;

import dev.sluice.schema.Role;
import dev.sluice.sqlite.dao.ChunksDao;
import dev.sluice.sqlite.dao.DenseMetaDao;
import dev.sluice.sqlite.dao.DenseVectorsDao;
import dev.sluice.sqlite.dao.DocLengthsDao;
import dev.sluice.sqlite.dao.FileManifestDao;
import dev.sluice.sqlite.dao.FullTextDao;
import dev.sluice.sqlite.dao.MinHashDao;
import dev.sluice.sqlite.dao.PostingsDao;
import dev.sluice.sqlite.dao.TokenStatsDao;
import dev.sluice.sqlite.dao.VocabularyDao;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** One connection with its DAOs, each made when first asked for. One thread at a time. */
final class ReadSession implements AutoCloseable {
  private final Handle handle;
  private final FileIdentity identity;
  private final Map<Class<?>, Object> daos = new HashMap<>();
  private final Set<Role> passed = EnumSet.noneOf(Role.class);
  private final PreparedStatement begin;
  private final PreparedStatement end;
  private final PreparedStatement dataVersion;
  private final PreparedStatement schemaVersion;
  private final PreparedStatement userVersion;
  private PreparedStatement occurrences;

  /** The data version that was seen last; what another connection commits changes it. */
  private int seen;

  private Snapshot snapshot;

  /**
   * A state of the file: what was read in one may be kept for as long as reads see an equal one.
   *
   * @param changes how many changes were noticed before the state was seen; it holds all of these
   */
  record Snapshot(FileIdentity identity, long changes) {}

  /**
   * Opens a connection.
   *
   * @param identity of the file that it opens
   */
  static ReadSession open(Jdbi jdbi, FileIdentity identity) throws SQLException {
    Handle handle = jdbi.open();
    try {
      return new ReadSession(handle, identity);
    } catch (SQLException e) {
      Connections.closeAfter(handle.getConnection(), e);
      throw e;
    }
  }

  private ReadSession(Handle handle, FileIdentity identity) throws SQLException {
    this.handle = handle;
    this.identity = identity;
    Connection connection = handle.getConnection();
    begin = connection.prepareStatement("BEGIN");
    end = connection.prepareStatement("COMMIT");
    dataVersion = connection.prepareStatement("PRAGMA data_version");
    schemaVersion = connection.prepareStatement("PRAGMA schema_version");
    userVersion = connection.prepareStatement("PRAGMA user_version");
  }

  FileIdentity identity() {
    return identity;
  }

  /**
   * Starts a transaction on what the role may read.
   *
   * @param changes counts the changes that any session notices
   * @throws dev.sluice.core.SluiceException the gate's refusal
   */
  void begin(Gatekeeper gatekeeper, Role role, AtomicLong changes) throws SQLException {
    long noticedBefore = changes.get();
    begin.execute();
    int current = number(dataVersion); // The first read fixes what the transaction sees.
    if (current == seen && !passed.isEmpty()) {
      snapshot = new Snapshot(identity, noticedBefore);
    } else {
      // A connection that was just opened cannot tell, so that it counts as a change.
      boolean alone = changes.compareAndSet(noticedBefore, noticedBefore + 1);
      snapshot = alone ? new Snapshot(identity, noticedBefore + 1) : null;
      if (!alone) {
        changes.incrementAndGet(); // Others may have noticed later changes by now.
      }
      passed.clear();
    }
    seen = current;
    require(gatekeeper, role);
  }

  /** Refuses a role that may not read what this transaction sees. */
  void require(Gatekeeper gatekeeper, Role role) throws SQLException {
    if (!passed.contains(role)) {
      gatekeeper.require(handle.getConnection(), state(), role);
      passed.add(role);
    }
  }

  /** What this transaction sees; empty if that cannot be told from other states. */
  Optional<Snapshot> snapshot() {
    return Optional.ofNullable(snapshot);
  }

  void end() throws SQLException {
    end.execute();
  }

  /** What the gate's verdict on what this transaction sees holds for. */
  Gatekeeper.State state() throws SQLException {
    return new Gatekeeper.State(identity, number(schemaVersion), number(userVersion));
  }

  private static int number(PreparedStatement pragma) throws SQLException {
    try (ResultSet row = pragma.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  ChunksDao chunks() {
    return dao(ChunksDao.class);
  }

  FullTextDao fullText() {
    return dao(FullTextDao.class);
  }

  VocabularyDao vocabulary() {
    return dao(VocabularyDao.class);
  }

  PostingsDao postings() {
    return dao(PostingsDao.class);
  }

  DocLengthsDao docLengths() {
    return dao(DocLengthsDao.class);
  }

  TokenStatsDao tokenStats() {
    return dao(TokenStatsDao.class);
  }

  DenseMetaDao denseMeta() {
    return dao(DenseMetaDao.class);
  }

  DenseVectorsDao denseVectors() {
    return dao(DenseVectorsDao.class);
  }

  MinHashDao minHash() {
    return dao(MinHashDao.class);
  }

  FileManifestDao fileManifest() {
    return dao(FileManifestDao.class);
  }

  /**
   * The statement that gives the occurrences of its one parameter, a term, in the full-text index;
   * made when first asked for.
   */
  PreparedStatement occurrences() throws SQLException {
    if (occurrences == null) {
      Connection connection = handle.getConnection();
      // What is made is a view of the index in this connection alone; the file stays as it is.
      Connections.set(connection, "query_only", "0");
      try {
        Connections.execute(connection, TermOccurrences.TABLE);
      } finally {
        Connections.set(connection, "query_only", "1");
      }
      occurrences = connection.prepareStatement(TermOccurrences.QUERY);
    }
    return occurrences;
  }

  /** For what is no DAO: statements whose text depends on a configuration. */
  Connection connection() {
    return handle.getConnection();
  }

  StatementCache statements() {
    return (StatementCache) handle.getStatementBuilder();
  }

  private <T> T dao(Class<T> type) {
    return type.cast(daos.computeIfAbsent(type, handle::attach));
  }

  @Override
  public void close() {
    handle.close();
  }
}
