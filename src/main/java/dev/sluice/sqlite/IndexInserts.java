package dev.sluice.sqlite;

import dev.sluice.core.Chunk;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.FileEntry;
import dev.sluice.core.MinHash;
import dev.sluice.sqlite.dao.FullTextDao.FullTextRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of the large tables of one mode on their way in, many per statement. Every pipeline that
 * adds rows does it here. Rows wait in memory until their statement is full, or until {@link
 * #flush}.
 */
final class IndexInserts {
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

  private static final List<String> FILE_COLUMNS =
      List.of("file", "hash", "mtimeMs", "size", "chunk_count");

  private final Connection connection;
  private final String mode;
  private final Map<String, MultiRowInsert> inserts = new LinkedHashMap<>();
  private final MultiRowInsert chunks;
  private final MultiRowInsert fullText;
  private final MultiRowInsert docLengths;
  private final MultiRowInsert minHash;
  private final MultiRowInsert denseVectors;
  private final MultiRowInsert denseMeta;
  private final MultiRowInsert files;
  private final Map<TermKind, Terms> terms = new EnumMap<>(TermKind.class);

  /** The vocabulary and the postings of one kind of term. */
  private record Terms(MultiRowInsert vocabulary, MultiRowInsert postings) {}

  IndexInserts(Connection connection, String modeId) throws SQLException {
    this.connection = connection;
    this.mode = modeId;
    chunks = insert("chunks", CHUNK_COLUMNS, CHUNKS_PER_STATEMENT);
    fullText = insert("chunks_fts", FULL_TEXT_COLUMNS, CHUNKS_PER_STATEMENT);
    docLengths = insert("doc_lengths", List.of("doc_id", "len"), POSTINGS_PER_STATEMENT);
    minHash = insert("minhash_signatures", List.of("doc_id", "sig"), ROWS_PER_STATEMENT);
    denseVectors = insert("dense_vectors", List.of("doc_id", "vector"), ROWS_PER_STATEMENT);
    denseMeta = insert("dense_meta", List.of("dims", "scale", "model"), 1);
    files = insert("file_manifest", FILE_COLUMNS, ROWS_PER_STATEMENT);
    for (TermKind kind : TermKind.values()) {
      List<String> term = List.of(kind.idColumn(), kind.termColumn());
      terms.put(
          kind,
          new Terms(
              insert(kind.vocabulary(), term, POSTINGS_PER_STATEMENT),
              insert(kind.postings(), kind.postingColumns(), POSTINGS_PER_STATEMENT)));
    }
  }

  private MultiRowInsert insert(String table, List<String> columns, int rowsPerStatement)
      throws SQLException {
    var insert = new MultiRowInsert(connection, table, mode, columns, rowsPerStatement);
    inserts.put(table, insert);
    return insert;
  }

  void chunk(Chunk chunk) throws SQLException {
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
  }

  void fullText(FullTextRow row) throws SQLException {
    fullText
        .add(row.docId())
        .add(row.file())
        .add(row.name())
        .add(row.signature())
        .add(row.kind())
        .add(row.headline())
        .add(row.doc())
        .add(row.tokens());
  }

  void docLength(int docId, int length) throws SQLException {
    docLengths.add(docId).add(length);
  }

  /** Adds a term to its vocabulary. */
  void term(TermKind kind, int id, String term) throws SQLException {
    terms.get(kind).vocabulary().add(id).add(term);
  }

  /**
   * Adds postings of a term.
   *
   * @param frequencies parallel to the doc ids; for tokens only
   */
  void postings(TermKind kind, int id, int[] docIds, int[] frequencies) throws SQLException {
    MultiRowInsert postings = terms.get(kind).postings();
    for (int i = 0; i < docIds.length; i++) {
      postings.add(id).add(docIds[i]);
      if (kind == TermKind.TOKEN) {
        postings.add(frequencies[i]);
      }
    }
  }

  void minHash(int docId, int[] signature) throws SQLException {
    minHash.add(docId).add(MinHash.bytes(signature));
  }

  void denseVector(int docId, byte[] vector) throws SQLException {
    denseVectors.add(docId).add(vector);
  }

  void denseMeta(DenseMeta meta) throws SQLException {
    denseMeta.add(meta.dims()).add(meta.scale()).add(meta.model());
  }

  void file(FileEntry file) throws SQLException {
    files
        .add(file.file())
        .add(file.hash())
        .add(file.mtimeMs())
        .add(file.size())
        .add(file.chunkCount());
  }

  /** Inserts what waits, and tells how many rows of each table were added in all. */
  Map<String, Long> flush() throws SQLException {
    var counts = new LinkedHashMap<String, Long>();
    for (var insert : inserts.entrySet()) {
      counts.put(insert.getKey(), insert.getValue().flush());
    }
    return counts;
  }
}
