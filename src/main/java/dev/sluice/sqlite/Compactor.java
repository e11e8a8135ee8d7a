package dev.sluice.sqlite;

import dev.sluice.core.Mode;
import dev.sluice.core.SluiceException;
import dev.sluice.schema.DeclaredSchema;
import dev.sluice.schema.Role;
import dev.sluice.schema.Table;
import dev.sluice.sqlite.ann.VectorTable;
import dev.sluice.sqlite.dao.TokenStatsDao;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Copies a database into a new one whose doc ids are dense and in the order of mode, file and
 * start, and whose vocabularies hold only terms that occur. The values of every row are those of
 * the source, byte for byte. From {@link #open} to {@link #close} no other process can change the
 * source; readers can read it. Used by one thread.
 */
public final class Compactor implements AutoCloseable {
  private static final String POSTINGS = "_postings";
  private static final String COLUMNS = "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0";

  /** Rows that name no chunk. */
  private static final List<String> PLAIN = List.of("dense_meta", "file_manifest");

  private final Path source;
  private final HeldDatabase held;

  private Compactor(Path source, HeldDatabase held) {
    this.source = source;
    this.held = held;
  }

  /**
   * Takes hold of a database.
   *
   * @throws SluiceException if the gate refuses a writer, or another process is changing the file
   */
  public static Compactor open(Path source) {
    SqliteGate.requireToChange(source, Role.WRITER);
    try {
      HeldDatabase held = HeldDatabase.of(source);
      try {
        SqliteGate.require(source, held.connection(), Role.WRITER);
        return new Compactor(source, held);
      } catch (SQLException | RuntimeException e) {
        Connections.closeAfter(held.connection(), e);
        throw e;
      }
    } catch (SQLException e) {
      throw StoreFailure.of(source, e);
    }
  }

  /**
   * What was copied.
   *
   * @param counts rows by mode and table
   * @param inOrder whether every chunk has the doc id that it had
   * @param before the source
   * @param after the new database
   */
  public record Copy(
      Map<Mode, Map<String, Long>> counts,
      boolean inOrder,
      CompactionStatistics before,
      CompactionStatistics after) {

    /** Rows by table. */
    public Map<String, Long> rows() {
      var rows = new TreeMap<String, Long>();
      for (Map<String, Long> ofMode : counts.values()) {
        ofMode.forEach((table, number) -> rows.merge(table, number, Long::sum));
      }
      return rows;
    }

    /** Whether nothing is gained by it. */
    public boolean pointless() {
      return inOrder && before.nothingToGain() && after.bytes() >= before.bytes();
    }
  }

  /**
   * Makes the new database.
   *
   * @param target must not exist; thrown away by the caller if this fails
   * @param vectorTable made anew if the source has it and the extension is there
   * @throws SluiceException if a row is of a chunk, term or mode that does not exist: it would be
   *     lost
   */
  public Copy copyTo(Path target, VectorTable vectorTable) throws IOException {
    try {
      Map<Mode, Map<String, Long>> counts = counts();
      Map<String, Long> unusedTerms = takeOutTerms(counts);
      boolean inOrder = copyAll(target, counts);
      for (TermKind kind : TermKind.values()) {
        String rows = "SELECT COUNT(*) FROM " + kind.postings();
        requireAll(kind.postings(), counts, Connections.number(held.connection(), rows));
        unusedTerms.merge(kind.id(), -sum(kind.vocabulary(), counts), Long::sum);
      }
      var before = CompactionStatistics.of(held.connection(), unusedTerms);
      return new Copy(counts, inOrder, before, finish(target, vectorTable));
    } catch (SQLException e) {
      throw StoreFailure.of(target, e);
    }
  }

  /** Returns whether every chunk has the doc id that it had. */
  private boolean copyAll(Path target, Map<Mode, Map<String, Long>> counts)
      throws SQLException, IOException {
    try (var terms = new CompactedTerms(source, held.connection())) {
      var roots = new EnumMap<TermKind, TermTrees.Roots>(TermKind.class);
      DocIdMap docs = copyRows(target, counts, terms, roots);
      terms.writeTo(target, roots, counts); // Now that nobody has the file open.
      return docs.isIdentity();
    }
  }

  private DocIdMap copyRows(
      Path target,
      Map<Mode, Map<String, Long>> counts,
      CompactedTerms terms,
      Map<TermKind, TermTrees.Roots> roots)
      throws SQLException {
    try (Connection connection = Connections.builder(target)) {
      Connections.attachToRead(connection, source, "source");
      NewDatabase.withoutJournal(connection);
      NewDatabase.makeTables(connection);
      DocIdMap docs = DocIdMap.of(connection);
      terms.read(docs, List.copyOf(counts.keySet()));
      copyTables(connection, counts);
      for (TermKind kind : TermKind.values()) {
        roots.put(kind, TermTrees.Roots.of(connection, kind));
      }
      connection.commit();
      return docs;
    }
  }

  private CompactionStatistics finish(Path target, VectorTable vectorTable) throws SQLException {
    try (Connection connection = Connections.builder(target)) {
      NewDatabase.withoutJournal(connection);
      if (vectorTable.isIn(held.connection())) {
        vectorTable.fill(connection);
      }
      NewDatabase.makeIndexesAndVersion(connection);
      connection.commit();
      var none = new LinkedHashMap<String, Long>();
      for (TermKind kind : TermKind.values()) {
        none.put(kind.id(), 0L);
      }
      return CompactionStatistics.of(connection, none);
    }
  }

  /** How many terms there are of each kind; those that are carried over are counted anew. */
  private static Map<String, Long> takeOutTerms(Map<Mode, Map<String, Long>> counts) {
    var terms = new LinkedHashMap<String, Long>();
    for (TermKind kind : TermKind.values()) {
      terms.put(kind.id(), sum(kind.vocabulary(), counts));
      counts.values().forEach(ofMode -> ofMode.put(kind.vocabulary(), 0L));
    }
    return terms;
  }

  private static long sum(String table, Map<Mode, Map<String, Long>> counts) {
    return counts.values().stream().mapToLong(ofMode -> ofMode.get(table)).sum();
  }

  private void copyTables(Connection connection, Map<Mode, Map<String, Long>> counts)
      throws SQLException {
    for (Table table : DeclaredSchema.catalog().tables()) {
      String docId = docId(table);
      if (docId != null) {
        String sql = statement(connection, table, docId);
        requireAll(table.name(), counts, Connections.update(connection, sql));
      } else if (PLAIN.contains(table.name())) {
        Connections.update(connection, statement(connection, table));
      }
    }
    recomputeStats(connection, counts);
  }

  /** The rows of the source by mode and table, without those of postings. */
  private Map<Mode, Map<String, Long>> counts() throws SQLException {
    var counts = new TreeMap<Mode, Map<String, Long>>(Comparator.comparing(Mode::id));
    for (Table table : DeclaredSchema.catalog().tables()) {
      if (table.name().endsWith(POSTINGS)) {
        continue;
      }
      String sql = "SELECT mode, COUNT(*) FROM " + table.name() + " GROUP BY mode";
      try (Statement statement = held.connection().createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          Mode mode = mode(table.name(), rows.getString(1));
          counts.computeIfAbsent(mode, m -> new HashMap<>()).put(table.name(), rows.getLong(2));
        }
      }
    }
    for (Map<String, Long> ofMode : counts.values()) {
      DeclaredSchema.catalog().tables().forEach(table -> ofMode.putIfAbsent(table.name(), 0L));
    }
    return counts;
  }

  private Mode mode(String table, String id) {
    try {
      return Mode.of(String.valueOf(id));
    } catch (IllegalArgumentException e) {
      throw Unsound.in(source, table + " has rows of mode '" + id + "', which is none");
    }
  }

  /** Nothing is lost, or nothing is published. */
  private void requireAll(String table, Map<Mode, Map<String, Long>> counts, long rows) {
    long lost = Math.abs(rows - sum(table, counts));
    if (lost != 0) {
      throw Unsound.in(
          source, table + " has " + lost + " rows of chunks or modes that are not there");
    }
  }

  /** The column that names a chunk in a table with one row for each; null for other tables. */
  private static String docId(Table table) {
    return switch (table.name()) {
      case "chunks" -> "id";
      case "chunks_fts" -> "rowid";
      case "doc_lengths", "minhash_signatures", "dense_vectors" -> "doc_id";
      default -> null;
    };
  }

  /** Copies values as they are, without a look at their types. */
  private static String statement(Connection connection, Table table, String docId)
      throws SQLException {
    List<String> columns = columns(connection, table);
    columns.remove(docId);
    String names = String.join(", ", columns);
    String sameMode = docId.equals("doc_id") ? " AND t.mode = d.mode" : "";
    return "INSERT INTO main.%1$s (%2$s, %3$s) SELECT d.new, %4$s FROM %5$s d CROSS JOIN source.%1$s t ON t.%2$s = d.old%6$s ORDER BY d.new"
        .formatted(
            table.name(),
            docId,
            names,
            "t." + String.join(", t.", columns),
            DocIdMap.TABLE,
            sameMode);
  }

  private static String statement(Connection connection, Table table) throws SQLException {
    String names = String.join(", ", columns(connection, table));
    return "INSERT INTO main.%1$s (%2$s) SELECT %2$s FROM source.%1$s ORDER BY rowid"
        .formatted(table.name(), names);
  }

  private static List<String> columns(Connection connection, Table table) throws SQLException {
    var columns = new ArrayList<String>();
    try (PreparedStatement select = connection.prepareStatement(COLUMNS)) {
      select.setString(1, table.name());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          columns.add(rows.getString(1));
        }
      }
    }
    return columns;
  }

  /** Without JDBI, which takes longer to load than this takes. */
  private static void recomputeStats(Connection connection, Map<Mode, Map<String, Long>> counts)
      throws SQLException {
    try (PreparedStatement recompute = connection.prepareStatement(TokenStatsDao.RECOMPUTE)) {
      for (var ofMode : counts.entrySet()) {
        recompute.setString(1, ofMode.getKey().id());
        recompute.executeUpdate();
        ofMode.getValue().put("token_stats", 1L);
      }
    }
  }

  /**
   * Keeps the source under a name of its own beside it.
   *
   * @param spare where something may be made that becomes the backup
   */
  public Path keepBackup(Path spare) throws IOException {
    try {
      return held.keepBackup(spare);
    } catch (SQLException e) {
      throw StoreFailure.of(source, e);
    }
  }

  /**
   * Puts a finished, synced database in the place of the source, as {@link Publication} does.
   *
   * @return whether the source is one file now; else readers have it open in WAL mode
   */
  public boolean replaceWith(Path finished) throws IOException {
    try {
      return held.replaceWith(finished);
    } catch (SQLException e) {
      throw StoreFailure.of(source, e);
    }
  }

  /** Bytes of the source, and of what its log adds to it. */
  public long bytes() {
    try {
      return Connections.number(held.connection(), "PRAGMA page_count")
          * Connections.number(held.connection(), "PRAGMA page_size");
    } catch (SQLException e) {
      throw StoreFailure.of(source, e);
    }
  }

  /** Whether the source has the table of the vector extension. */
  public boolean has(VectorTable vectorTable) {
    try {
      return vectorTable.isIn(held.connection());
    } catch (SQLException e) {
      throw StoreFailure.of(source, e);
    }
  }

  @Override
  public void close() {
    try {
      held.close();
    } catch (SQLException e) {
      throw StoreFailure.of(source, e);
    }
  }
}
