package dev.sluice.sqlite;

import dev.sluice.core.Chunk;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.FileEntry;
import dev.sluice.core.Mode;
import dev.sluice.sqlite.ann.VectorTable;
import dev.sluice.sqlite.dao.TokenStatsDao;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one connection to a database that is filled, with its statements. There is no journal and
 * nothing is synced: the file is nobody's yet.
 */
final class RowInserts implements AutoCloseable {
  private static final int NUMBERS_PER_STATEMENT = 200;
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

  private static final List<String> FILE_COLUMNS =
      List.of("file", "hash", "mtimeMs", "size", "chunk_count");

  private final Connection connection;
  private final Mode mode;
  private final Map<String, MultiRowInsert> inserts = new LinkedHashMap<>();
  private final MultiRowInsert chunks;
  private final MultiRowInsert fullText;
  private final MultiRowInsert docLengths;
  private final MultiRowInsert minHash;
  private final MultiRowInsert denseVectors;
  private final MultiRowInsert denseMeta;
  private final MultiRowInsert files;

  private RowInserts(Connection connection, Mode mode) throws SQLException {
    this.connection = connection;
    this.mode = mode;
    NewDatabase.withoutJournal(connection);
    if (isEmpty()) {
      NewDatabase.makeTables(connection);
    }
    chunks = insert("chunks", CHUNK_COLUMNS, CHUNKS_PER_STATEMENT);
    fullText = insert("chunks_fts", FULL_TEXT_COLUMNS, CHUNKS_PER_STATEMENT);
    docLengths = insert("doc_lengths", List.of("doc_id", "len"), NUMBERS_PER_STATEMENT);
    minHash = insert("minhash_signatures", List.of("doc_id", "sig"), ROWS_PER_STATEMENT);
    denseVectors = insert("dense_vectors", List.of("doc_id", "vector"), ROWS_PER_STATEMENT);
    denseMeta = insert("dense_meta", List.of("dims", "scale", "model"), 1);
    files = insert("file_manifest", FILE_COLUMNS, ROWS_PER_STATEMENT);
    for (TermKind kind : TermKind.values()) {
      insert(kind.vocabulary(), List.of(kind.idColumn(), kind.termColumn()), NUMBERS_PER_STATEMENT);
    }
  }

  /**
   * Opens the file.
   *
   * @param file if it does not exist it is made, with the declared tables and the indexes of
   *     postings
   */
  static RowInserts open(Path file, Mode mode) throws SQLException {
    Connection connection = Connections.builder(file);
    try {
      return new RowInserts(connection, mode);
    } catch (SQLException | RuntimeException e) {
      Connections.closeAfter(connection, e);
      throw e;
    }
  }

  private boolean isEmpty() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet any = statement.executeQuery("SELECT 1 FROM sqlite_schema LIMIT 1")) {
      return !any.next();
    }
  }

  private MultiRowInsert insert(String table, List<String> columns, int rowsPerStatement)
      throws SQLException {
    var insert = new MultiRowInsert(connection, table, mode.id(), columns, rowsPerStatement);
    inserts.put(table, insert);
    return insert;
  }

  /** Where the trees of a kind of term begin. */
  TermTrees.Roots roots(TermKind kind) throws SQLException {
    return TermTrees.Roots.of(connection, kind);
  }

  /** Adds a chunk to the tables of chunks and of full text. */
  void chunk(Chunk chunk, String signature, String doc, String words) throws SQLException {
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
  }

  void docLength(int docId, int length) throws SQLException {
    docLengths.add(docId).add(length);
  }

  void term(TermKind kind, int id, String term) throws SQLException {
    inserts.get(kind.vocabulary()).add(id).add(term);
  }

  void minHash(int docId, byte[] signature) throws SQLException {
    minHash.add(docId).add(signature);
  }

  void denseVector(int docId, byte[] vector) throws SQLException {
    denseVectors.add(docId).add(vector);
  }

  void file(FileEntry file) throws SQLException {
    files
        .add(file.file())
        .add(file.hash())
        .add(file.mtimeMs())
        .add(file.size())
        .add(file.chunkCount());
  }

  void denseMeta(DenseMeta meta) throws SQLException {
    denseMeta.add(meta.dims()).add(meta.scale()).add(meta.model());
  }

  /**
   * Computes the statistics of the lengths added. Without JDBI, which would take 0.2 s to start.
   */
  void tokenStats() throws SQLException {
    docLengths.flush();
    try (PreparedStatement statement = connection.prepareStatement(TokenStatsDao.RECOMPUTE)) {
      statement.setString(1, mode.id());
      statement.executeUpdate();
    }
  }

  /** Makes and fills the vector table, if it can be. */
  void vectorTable(VectorTable table) throws SQLException {
    denseVectors.flush();
    denseMeta.flush();
    table.fill(connection);
  }

  /** Makes the indexes there are not yet, and marks the file as one of this version. */
  void indexesAndVersion() throws SQLException {
    flush();
    NewDatabase.makeIndexesAndVersion(connection);
  }

  private void flush() throws SQLException {
    for (MultiRowInsert insert : inserts.values()) {
      insert.flush();
    }
  }

  /** Writes what is left, and adds the number of rows of each table to those counted before. */
  void commit(Map<String, Long> counts) throws SQLException {
    for (var insert : inserts.entrySet()) {
      counts.merge(insert.getKey(), insert.getValue().flush(), Long::sum);
    }
    connection.commit();
  }

  /** Closes the file; what was not committed is lost. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
