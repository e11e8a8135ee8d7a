package dev.sluice.sqlite;

import dev.sluice.core.Chunk;
import dev.sluice.core.ChunkSummary;
import dev.sluice.core.CorruptStoreException;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.DenseVectors;
import dev.sluice.core.DocIdSet;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.FileEntry;
import dev.sluice.core.FullTextIndex;
import dev.sluice.core.FullTextWeights;
import dev.sluice.core.IndexReader;
import dev.sluice.core.MinHash;
import dev.sluice.core.MinHashSignatures;
import dev.sluice.core.Mode;
import dev.sluice.core.NearVectors;
import dev.sluice.core.PostingScan;
import dev.sluice.core.Postings;
import dev.sluice.core.ScoredDoc;
import dev.sluice.core.StoreUnavailableException;
import dev.sluice.core.TokenStats;
import dev.sluice.core.VectorIndex;
import dev.sluice.schema.Role;
import dev.sluice.sqlite.ann.NearestRows;
import dev.sluice.sqlite.ann.VectorTable;
import dev.sluice.sqlite.dao.DocBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads one mode of an SQLite index through the DAOs.
 *
 * <p>Thread-safe: every call borrows one of a few read-only connections, and waits while all are in
 * use. Each call sees one state of the index; a file that was changed or replaced since the call
 * before passes the gate again before a row is read. What was read is kept until then: dense
 * vectors, if they are within {@link ReadOptions#vectorCacheBytes}; signatures, 512 bytes per
 * chunk; lengths and weights of the chunks that were met, 16 bytes each; posting lists, within
 * {@link ReadOptions#postingCacheBytes}.
 */
public final class SqliteIndexReader implements IndexReader, FullTextIndex, VectorIndex {
  private final Path file;
  private final Mode mode;
  private final Reads reads;
  private final Kept<TokenStats> stats;
  private final PostingQuestions postings;
  private final VectorQuestions vectors;
  private final Kept<MinHashSignatures> minHashSignatures;
  private final FullTextSearch fullText;
  private final SqliteVectorIndex vectorIndex;

  private SqliteIndexReader(Path file, Mode mode, ReadPool pool, ReadOptions options) {
    this.file = file;
    this.mode = mode;
    this.reads = pool;
    this.stats = new Kept<>();
    this.postings = new PostingQuestions(mode, options.postingCacheBytes());
    this.vectors = new VectorQuestions(file, mode, options.vectorCacheBytes());
    this.minHashSignatures = new Kept<>();
    this.fullText = new FullTextSearch(file, mode, postings);
    this.vectorIndex = new SqliteVectorIndex(file, mode, pool, options.vectorTable());
  }

  /** The same in one transaction. */
  private SqliteIndexReader(SqliteIndexReader whole, Reads transaction) {
    this.file = whole.file;
    this.mode = whole.mode;
    this.reads = transaction;
    this.stats = whole.stats;
    this.postings = whole.postings;
    this.vectors = whole.vectors;
    this.minHashSignatures = whole.minHashSignatures;
    this.fullText = whole.fullText;
    this.vectorIndex = whole.vectorIndex.within(transaction);
  }

  /**
   * Opens the file for reading, if the gate lets it pass.
   *
   * @throws dev.sluice.core.SluiceException the gate's refusal
   */
  public static SqliteIndexReader open(Path file, Mode mode) {
    return open(file, mode, ReadOptions.DEFAULT);
  }

  /** Like {@link #open(Path, Mode)}, with the vector extension as configured. */
  public static SqliteIndexReader open(Path file, Mode mode, VectorTable vectorTable) {
    return open(file, mode, ReadOptions.DEFAULT.withVectorTable(vectorTable));
  }

  /** Like {@link #open(Path, Mode)}, for so many calls at the same time. */
  public static SqliteIndexReader open(Path file, Mode mode, int connections) {
    return open(file, mode, ReadOptions.DEFAULT.withConnections(connections));
  }

  /** Like {@link #open(Path, Mode)}, with options. */
  public static SqliteIndexReader open(Path file, Mode mode, ReadOptions options) {
    return open(file, mode, new ReadPool(file, options.connections()), options);
  }

  /** Opens the file for reading through a pool of connections to it, which the reader closes. */
  static SqliteIndexReader open(Path file, Mode mode, ReadPool pool, ReadOptions options) {
    var reader = new SqliteIndexReader(file, mode, pool, options);
    try {
      reader.requireMode();
      return reader;
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** A file may hold several modes; one that holds others alone would answer with nothing. */
  private void requireMode() {
    List<String> modes = read(session -> session.tokenStats().modes());
    if (!modes.isEmpty() && !modes.contains(mode.id())) {
      throw new StoreUnavailableException(
          ErrorCode.MISSING,
          file + " holds mode " + String.join(", ", modes) + ", expected " + mode,
          "the file was renamed, or the wrong one was named",
          "name the file of that mode, or build it with: sluice build --mode " + mode);
    }
  }

  /**
   * Asks several questions of one state of the index, whatever is written meanwhile. Takes one
   * connection for as long as it lasts; an update that ends in that time leaves its log behind.
   *
   * @param work is given a reader for this thread, which is of no use afterwards
   */
  public <T> T snapshot(Function<SqliteIndexReader, T> work) {
    return read(session -> work.apply(new SqliteIndexReader(this, reads.within(session))));
  }

  @Override
  public <T> T inOneState(Function<IndexReader, T> questions) {
    return snapshot(questions::apply);
  }

  @Override
  public Mode mode() {
    return mode;
  }

  @Override
  public TokenStats tokenStats() {
    return read(session -> stats.get(session, s -> s.tokenStats().find(mode)));
  }

  @Override
  public List<Chunk> chunks(int[] docIds) {
    List<Chunk> found = read(session -> session.chunks().find(docIds, mode));
    return inOrder(docIds, found, Chunk::docId);
  }

  @Override
  public List<ChunkSummary> summaries(int[] docIds) {
    List<ChunkSummary> found = read(session -> session.chunks().summaries(docIds, mode));
    return inOrder(docIds, found, ChunkSummary::docId);
  }

  @Override
  public int[] docIdsOf(String file) {
    return read(session -> session.chunks().idsOf(mode, file));
  }

  @Override
  public List<Postings> tokenPostings(List<String> tokens) {
    return read(session -> postings.tokens(session, tokens));
  }

  @Override
  public List<int[]> phrasePostings(List<String> phrases) {
    return read(session -> postings.docIds(session, TermKind.PHRASE, phrases));
  }

  @Override
  public List<int[]> chargramPostings(List<String> grams) {
    return read(session -> postings.docIds(session, TermKind.CHARGRAM, grams));
  }

  @Override
  public void scanPostings(List<String> tokens, PostingScan scan) {
    read(
        session -> {
          postings.scan(session, tokens, scan);
          return null;
        });
  }

  @Override
  public int[] docIdsOfAny(List<String> phrases, List<String> chargrams) {
    return read(session -> postings.ofAny(session, phrases, chargrams));
  }

  @Override
  public int[] docLengths(int[] docIds) {
    return read(session -> postings.lengths(session, docIds));
  }

  @Override
  public double[] weights(int[] docIds) {
    return read(session -> postings.weights(session, docIds));
  }

  @Override
  public int[] existing(int[] docIds) {
    return read(session -> postings.existing(session, docIds));
  }

  @Override
  public Optional<DenseVectors> denseVectors() {
    return read(vectors::all);
  }

  @Override
  public void scanDenseVectors(Consumer<DenseVectors> scan) {
    // What is kept needs no connection while it is looked at.
    read(session -> vectors.keptOrScan(session, scan)).ifPresent(scan);
  }

  @Override
  public Optional<DenseMeta> denseMeta() {
    return read(vectors::meta);
  }

  @Override
  public Optional<String> vectorIndexObstacle() {
    return vectorIndex.obstacle();
  }

  @Override
  public int maxNeighbours() {
    return NearestRows.MAX_NEIGHBOURS;
  }

  @Override
  public int maxCandidates() {
    return NearestRows.MAX_CANDIDATES;
  }

  @Override
  public NearVectors nearest(float[] query, int n, int[] candidates) {
    return vectorIndex.nearest(query, n, candidates);
  }

  @Override
  public MinHashSignatures minHashSignatures() {
    return read(session -> minHashSignatures.get(session, this::readSignatures));
  }

  private MinHashSignatures readSignatures(ReadSession session) {
    int length = MinHash.POSITIONS * Integer.BYTES;
    DocBytes rows = session.minHash().all(length, mode);
    requireWellFormed(file, rows, "minhash_signatures", length);
    int[] data = new int[rows.docIds().length * MinHash.POSITIONS];
    ByteBuffer.wrap(rows.bytes()).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(data);
    return new MinHashSignatures(rows.docIds(), data);
  }

  @Override
  public List<FileEntry> files() {
    return read(session -> session.fileManifest().all(mode));
  }

  /** How many chunks the files of the manifest add up to; empty if it lists none. */
  public OptionalLong listedChunks() {
    return read(session -> session.fileManifest().chunks(mode));
  }

  /**
   * {@inheritDoc}
   *
   * @throws dev.sluice.core.SchemaMismatchException if the file lacks the full-text table
   */
  @Override
  public List<ScoredDoc> fullText(List<String> terms, FullTextWeights weights, int limit) {
    return terms.isEmpty()
        ? List.of()
        : reads.read(
            Role.FULL_TEXT_READER, session -> fullText.search(session, terms, weights, limit));
  }

  /**
   * {@inheritDoc}
   *
   * @throws dev.sluice.core.SchemaMismatchException if the file lacks the full-text table
   */
  @Override
  public List<ScoredDoc> fullTextAmong(
      DocIdSet docIds, List<String> terms, FullTextWeights weights) {
    return terms.isEmpty()
        ? List.of()
        : reads.read(
            Role.FULL_TEXT_READER, session -> fullText.among(session, docIds, terms, weights));
  }

  @Override
  public void close() {
    reads.close();
  }

  private <T> T read(Function<ReadSession, T> work) {
    return reads.read(Role.READER, work);
  }

  static void requireWellFormed(Path file, DocBytes rows, String table, int length) {
    if (!rows.malformed().isEmpty()) {
      throw new CorruptStoreException(
          ErrorCode.CORRUPT,
          file
              + ": "
              + rows.malformed().size()
              + " rows of "
              + table
              + " are not "
              + length
              + " bytes long, the first with doc_id "
              + rows.malformed().get(0),
          "the rows were written by a program that differs in the format",
          "rebuild with: " + SqliteGate.rebuildCommand(file),
          null);
    }
  }

  private static <T> List<T> inOrder(int[] docIds, List<T> found, Function<T, Integer> id) {
    var byId = new HashMap<Integer, T>();
    found.forEach(value -> byId.put(id.apply(value), value));
    var ordered = new ArrayList<T>(docIds.length);
    for (int docId : docIds) {
      T value = byId.get(docId);
      if (value != null) {
        ordered.add(value);
      }
    }
    return ordered;
  }
}
