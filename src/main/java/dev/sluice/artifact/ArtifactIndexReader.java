package dev.sluice.artifact;

import dev.sluice.core.Chunk;
import dev.sluice.core.ChunkSummary;
import dev.sluice.core.DenseVectors;
import dev.sluice.core.FileEntry;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.IndexReader;
import dev.sluice.core.MinHashSignatures;
import dev.sluice.core.Mode;
import dev.sluice.core.Postings;
import dev.sluice.core.TokenStats;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers from the artifacts of a mode, held in memory: what serves where no store was built, with
 * the answers a store built from the same artifacts gives. The index is what it was when it was
 * loaded, whatever becomes of the files. Immutable; for any number of threads.
 *
 * <p>Memory: a chunk takes the UTF-8 of its fields, {@value #CHUNK_OVERHEAD} bytes at most besides
 * ({@link #bytesOfChunks}); a term its UTF-8 and at most {@value #TERM_OVERHEAD} bytes; a posting 2
 * bytes as a rule (differences of doc ids below 128, frequencies below 128) and never more than
 * {@value #MAX_POSTING} ({@link #bytesOfTerms}); signatures 516 bytes and vectors {@code dims + 4}
 * a chunk. Besides, each file's path and doc ids, and what parsing takes while loading: the
 * vocabularies as strings.
 */
public final class ArtifactIndexReader implements IndexReader {
  /** Address, weight, length, place in the list of its file, and what the fields' lengths take. */
  static final int CHUNK_OVERHEAD = 8 + 8 + 4 + 6 + 142;

  /** The lengths in front of the term and of its list, and up to three slots of the hash table. */
  static final int TERM_OVERHEAD = 10 + 3 * Long.BYTES;

  /** Two integers of up to 5 bytes. */
  static final int MAX_POSTING = 10;

  private final Mode mode;
  private final ByteStore chunks;
  private final long[] addresses;
  private final double[] weights;
  private final int[] lengths;
  private final TokenStats stats;
  private final TermTable tokens;
  private final TermTable phrases;
  private final TermTable chargrams;
  private final Optional<DenseVectors> vectors;
  private final MinHashSignatures signatures;
  private final List<FileEntry> files;
  private final Map<String, IntArray> docIdsByFile;
  private final List<String> notes;
  private volatile boolean closed;

  private ArtifactIndexReader(ArtifactLoad load) {
    mode = load.mode();
    chunks = load.chunks;
    addresses = load.addresses;
    weights = load.weights;
    lengths = load.lengths;
    stats = new TokenStats(Arrays.stream(lengths).average().orElse(0), lengths.length);
    tokens = load.tokens;
    phrases = load.phrases;
    chargrams = load.chargrams;
    vectors = load.vectors;
    signatures = load.signatures;
    files = load.files;
    docIdsByFile = load.docIdsByFile;
    notes = load.notes();
  }

  /**
   * Loads the artifacts of a mode, by as many threads as there are processors.
   *
   * @throws dev.sluice.core.StoreUnavailableException if there are none
   * @throws dev.sluice.core.InvalidArtifactException if they are not what they should be
   */
  public static ArtifactIndexReader open(IndexLayout layout, Mode mode) {
    return open(layout, mode, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Loads the artifacts of a mode.
   *
   * @param threads how many load at the same time, at least 1
   */
  public static ArtifactIndexReader open(IndexLayout layout, Mode mode, int threads) {
    var load = new ArtifactLoad(layout, mode);
    load.run(threads);
    return new ArtifactIndexReader(load);
  }

  /** What whoever searches should know, for example that postings were made again. */
  public List<String> notes() {
    return notes;
  }

  /** Bytes of everything that is there once a chunk, but signatures and vectors. */
  long bytesOfChunks() {
    long places = docIdsByFile.values().stream().mapToLong(IntArray::capacity).sum();
    return chunks.size()
        + (long) addresses.length * (Long.BYTES + Double.BYTES)
        + (lengths.length + places) * Integer.BYTES;
  }

  /** Bytes of all terms and postings. */
  long bytesOfTerms() {
    return tokens.size() + phrases.size() + chargrams.size();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the reader is closed");
    }
  }

  private boolean exists(int docId) {
    return docId >= 0 && docId < addresses.length;
  }

  private interface Decoder<T> {
    T decode(int docId, ByteBuffer packed);
  }

  private <T> List<T> decode(int[] docIds, Decoder<T> decoder) {
    requireOpen();
    var found = new ArrayList<T>(docIds.length);
    for (int docId : docIds) {
      if (exists(docId)) {
        found.add(decoder.decode(docId, chunks.at(addresses[docId])));
      }
    }
    return found;
  }

  @Override
  public Mode mode() {
    return mode;
  }

  @Override
  public TokenStats tokenStats() {
    requireOpen();
    return stats;
  }

  @Override
  public List<Chunk> chunks(int[] docIds) {
    return decode(docIds, (docId, packed) -> PackedChunk.chunk(docId, mode, packed));
  }

  @Override
  public List<ChunkSummary> summaries(int[] docIds) {
    return decode(docIds, PackedChunk::summary);
  }

  @Override
  public int[] docIdsOf(String file) {
    requireOpen();
    IntArray docIds = docIdsByFile.get(file);
    return docIds == null ? new int[0] : docIds.toArray();
  }

  @Override
  public List<Postings> tokenPostings(List<String> terms) {
    requireOpen();
    return terms.stream().map(tokens::postings).toList();
  }

  @Override
  public List<int[]> phrasePostings(List<String> terms) {
    requireOpen();
    return terms.stream().map(phrases::docIds).toList();
  }

  @Override
  public List<int[]> chargramPostings(List<String> terms) {
    requireOpen();
    return terms.stream().map(chargrams::docIds).toList();
  }

  @Override
  public int[] docLengths(int[] docIds) {
    requireOpen();
    int[] found = new int[docIds.length];
    for (int i = 0; i < found.length; i++) {
      found[i] = exists(docIds[i]) ? lengths[docIds[i]] : 0;
    }
    return found;
  }

  @Override
  public double[] weights(int[] docIds) {
    requireOpen();
    double[] found = new double[docIds.length];
    for (int i = 0; i < found.length; i++) {
      found[i] = exists(docIds[i]) ? weights[docIds[i]] : 1;
    }
    return found;
  }

  @Override
  public int[] existing(int[] docIds) {
    requireOpen();
    return Arrays.stream(docIds).filter(this::exists).sorted().distinct().toArray();
  }

  @Override
  public Optional<DenseVectors> denseVectors() {
    requireOpen();
    return vectors;
  }

  @Override
  public MinHashSignatures minHashSignatures() {
    requireOpen();
    return signatures;
  }

  @Override
  public List<FileEntry> files() {
    requireOpen();
    return files;
  }

  /** Ends answering; the memory is free when nothing refers to the reader. */
  @Override
  public void close() {
    closed = true;
  }
}
