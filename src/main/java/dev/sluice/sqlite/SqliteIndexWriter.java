package dev.sluice.sqlite;

import dev.sluice.core.Chunk;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.FileEntry;
import dev.sluice.core.IndexWriter;
import dev.sluice.core.MinHash;
import dev.sluice.core.Mode;
import dev.sluice.core.Postings;
import dev.sluice.core.SluiceException;
import dev.sluice.core.WellFormed;
import dev.sluice.schema.DeclaredSchema;
import dev.sluice.schema.Index;
import dev.sluice.sqlite.ann.VectorTable;
import dev.sluice.sqlite.dao.DenseMetaDao;
import dev.sluice.sqlite.dao.FileManifestDao;
import dev.sluice.sqlite.dao.TokenStatsDao;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private static final int POSTINGS_PER_STATEMENT = 200;
  private static final int ROWS_PER_STATEMENT = 50;
  private static final int CHUNKS_PER_STATEMENT = 10;

  private static final List<String> CHUNK_COLUMNS =
      List.of(
          "id",
          "chunk_id",
          "file",
          "start",
          "end",
          "startLine",
          "endLine",
          "ext",
          "kind",
          "name",
          "headline",
          "preContext",
          "postContext",
          "weight",
          "tokens",
          "ngrams",
          "codeRelations",
          "docmeta",
          "stats",
          "complexity",
          "lint",
          "externalDocs",
          "last_modified",
          "last_author",
          "churn",
          "chunk_authors");
  private static final List<String> FULL_TEXT_COLUMNS =
      List.of("rowid", "file", "name", "signature", "kind", "headline", "doc", "tokens");

  private final Path file;
  private final Mode mode;
  private final Connection connection;
  private final VectorTable vectorTable;
  private final Map<String, MultiRowInsert> inserts = new LinkedHashMap<>();
  private final MultiRowInsert chunks;
  private final MultiRowInsert fullText;
  private final MultiRowInsert docLengths;
  private final MultiRowInsert minHash;
  private final MultiRowInsert denseVectors;
  private final Terms tokens;
  private final Terms phrases;
  private final Terms chargrams;
  private final List<FileEntry> files = new ArrayList<>();
  private DenseMeta denseMeta;
  private int leftOut;

  /** The vocabulary and the postings of one kind of term. */
  private record Terms(MultiRowInsert vocabulary, MultiRowInsert postings) {}

  private SqliteIndexWriter(Path file, Mode mode, Connection connection, VectorTable vectorTable)
      throws SQLException {
    this.file = file;
    this.mode = mode;
    this.connection = connection;
    this.vectorTable = vectorTable;
    Connections.set(connection, "journal_mode", "off");
    Connections.set(connection, "synchronous", "0");
    Connections.set(connection, "locking_mode", "exclusive");
    Connections.set(connection, "cache_size", "-65536");
    connection.setAutoCommit(false);
    execute(DeclaredSchema.tableStatements());
    execute(DeclaredSchema.indexStatements(SqliteIndexWriter::growsInOrder));
    chunks = insert("chunks", CHUNK_COLUMNS, CHUNKS_PER_STATEMENT);
    fullText = insert("chunks_fts", FULL_TEXT_COLUMNS, CHUNKS_PER_STATEMENT);
    docLengths = insert("doc_lengths", List.of("doc_id", "len"), POSTINGS_PER_STATEMENT);
    minHash = insert("minhash_signatures", List.of("doc_id", "sig"), ROWS_PER_STATEMENT);
    denseVectors = insert("dense_vectors", List.of("doc_id", "vector"), ROWS_PER_STATEMENT);
    tokens = terms("token", "token_id", "token", List.of("token_id", "doc_id", "tf"));
    phrases = terms("phrase", "phrase_id", "ngram", List.of("phrase_id", "doc_id"));
    chargrams = terms("chargram", "gram_id", "gram", List.of("gram_id", "doc_id"));
  }

  /** Starts a new database; see {@link #create(Path, Mode, VectorTable)}. */
  public static SqliteIndexWriter create(Path file, Mode mode) {
    return create(file, mode, VectorTable.DEFAULT);
  }

  /**
   * Starts a new database.
   *
   * @param file must not exist
   * @param vectorTable made and filled at the end, if it can be
   */
  public static SqliteIndexWriter create(Path file, Mode mode, VectorTable vectorTable) {
    vectorTable.requireIfAskedFor();
    try {
      Connection connection = Connections.builder(file);
      try {
        return new SqliteIndexWriter(file, mode, connection, vectorTable);
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

  private MultiRowInsert insert(String table, List<String> columns, int rowsPerStatement)
      throws SQLException {
    var insert = new MultiRowInsert(connection, table, mode.id(), columns, rowsPerStatement);
    inserts.put(table, insert);
    return insert;
  }

  private Terms terms(String kind, String id, String term, List<String> postingColumns)
      throws SQLException {
    return new Terms(
        insert(kind + "_vocab", List.of(id, term), POSTINGS_PER_STATEMENT),
        insert(kind + "_postings", postingColumns, POSTINGS_PER_STATEMENT));
  }

  /** Adds a chunk to the tables of chunks and of full text. */
  @Override
  public void chunk(Chunk chunk, String signature, String doc, String words) {
    run(
        () -> {
          chunks
              .add(chunk.docId())
              .add(chunk.chunkId())
              .add(chunk.file())
              .add(chunk.start())
              .add(chunk.end())
              .add(chunk.startLine())
              .add(chunk.endLine())
              .add(chunk.ext())
              .add(chunk.kind())
              .add(chunk.name())
              .add(chunk.headline())
              .add(chunk.preContext())
              .add(chunk.postContext())
              .add(chunk.weight())
              .add(chunk.tokens())
              .add(chunk.ngrams())
              .add(chunk.codeRelations())
              .add(chunk.docmeta())
              .add(chunk.stats())
              .add(chunk.complexity())
              .add(chunk.lint())
              .add(chunk.externalDocs())
              .add(chunk.lastModified())
              .add(chunk.lastAuthor())
              .add(chunk.churn())
              .add(chunk.chunkAuthors());
          fullText
              .add(chunk.docId())
              .add(chunk.file())
              .add(chunk.name())
              .add(signature)
              .add(chunk.kind())
              .add(chunk.headline())
              .add(doc)
              .add(words);
        });
  }

  @Override
  public void docLength(int docId, int length) {
    run(() -> docLengths.add(docId).add(length));
  }

  @Override
  public int leftOut() {
    return leftOut;
  }

  private boolean leaveOut(String term) {
    boolean out = WellFormed.isNot(term);
    leftOut += out ? 1 : 0;
    return out;
  }

  @Override
  public void token(int id, String token, Postings postings) {
    if (leaveOut(token)) {
      return;
    }
    run(
        () -> {
          tokens.vocabulary().add(id).add(token);
          for (int i = 0; i < postings.docIds().length; i++) {
            tokens.postings().add(id).add(postings.docIds()[i]).add(postings.frequencies()[i]);
          }
        });
  }

  @Override
  public void phrase(int id, String phrase, int[] docIds) {
    term(phrases, id, phrase, docIds);
  }

  @Override
  public void chargram(int id, String gram, int[] docIds) {
    term(chargrams, id, gram, docIds);
  }

  private void term(Terms terms, int id, String term, int[] docIds) {
    if (leaveOut(term)) {
      return;
    }
    run(
        () -> {
          terms.vocabulary().add(id).add(term);
          for (int docId : docIds) {
            terms.postings().add(id).add(docId);
          }
        });
  }

  @Override
  public void minHash(int docId, int[] signature) {
    run(() -> minHash.add(docId).add(MinHash.bytes(signature)));
  }

  @Override
  public void denseMeta(DenseMeta meta) {
    denseMeta = meta;
  }

  @Override
  public void denseVector(int docId, byte[] vector) {
    run(() -> denseVectors.add(docId).add(vector));
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
          for (var insert : inserts.entrySet()) {
            counts.put(insert.getKey(), insert.getValue().flush());
          }
          if (counts.get("dense_vectors") == 0) {
            denseMeta = null;
          }
          writeSmallTables();
          vectorTable.fill(connection);
          execute(DeclaredSchema.indexStatements(index -> !growsInOrder(index)));
          execute(List.of("PRAGMA user_version = " + DeclaredSchema.version()));
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

  private void execute(List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
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
