package dev.sluice.lmdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.Chunk;
import dev.sluice.core.ChunkSummary;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.DenseVectors;
import dev.sluice.core.DocIdBits;
import dev.sluice.core.FileEntry;
import dev.sluice.core.IndexReader;
import dev.sluice.core.MinHashSignatures;
import dev.sluice.core.Mode;
import dev.sluice.core.PostingScan;
import dev.sluice.core.Postings;
import dev.sluice.core.TokenStats;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads an LMDB store in place: a question costs a walk from the root to a leaf, and the arrays of
 * its answer. The store is what it was when it was opened for as long as the reader is open, also
 * if another takes its place; a finished store is never changed, so that is all a read transaction
 * would promise, and there is none to leak. Who reads while another thread closes gets the right
 * answer or an {@link IllegalStateException}.
 */
public final class LmdbIndexReader implements IndexReader {
  private static final int[] NOWHERE = {};

  private final PageFile file;
  private final Mode mode;
  private final long vectorCacheBytes;
  private final Tree chunks;
  private final Tree tokens;
  private final Optional<Tree> phrases;
  private final Optional<Tree> chargrams;
  private final Optional<Tree> files;

  private final ChunkArrays arrays;
  private final TokenStats stats;

  /** Infinite while it is not known. */
  private volatile double greatestWeight = Double.POSITIVE_INFINITY;

  private volatile DenseVectors denseVectors;
  private volatile MinHashSignatures signatures;
  private volatile boolean closed;

  private LmdbIndexReader(PageFile file, Mode mode, long vectorCacheBytes) {
    this.file = file;
    this.mode = mode;
    this.vectorCacheBytes = vectorCacheBytes;
    chunks = mandatory(StoredArtifact.CHUNK_META);
    tokens = mandatory(StoredArtifact.TOKEN_POSTINGS);
    phrases = tree(StoredArtifact.PHRASE_NGRAMS);
    chargrams = tree(StoredArtifact.CHARGRAM_POSTINGS);
    files = tree(StoredArtifact.FILE_META);
    arrays =
        new ChunkArrays(
            array(tokens, StoredArtifact.DOC_LENGTHS, Integer.BYTES),
            array(chunks, StoredArtifact.WEIGHTS, Double.BYTES));
    ByteBuffer totals = array(tokens, StoredArtifact.STATS, Double.BYTES + Integer.BYTES);
    stats = new TokenStats(totals.getDouble(0), totals.getInt(Double.BYTES));
  }

  /**
   * Opens a store that passes the gate.
   *
   * @param folder the one of {@link dev.sluice.core.IndexLayout#lmdb}
   * @throws dev.sluice.core.SluiceException the refusal
   */
  public static LmdbIndexReader open(Path folder, Mode mode) {
    return open(folder, mode, Long.MAX_VALUE);
  }

  /**
   * Like {@link #open(Path, Mode)}.
   *
   * @param vectorCacheBytes how much the dense vectors that are kept may take; where they take
   *     more, none is kept
   */
  public static LmdbIndexReader open(Path folder, Mode mode, long vectorCacheBytes) {
    PageFile file = LmdbGate.open(folder, mode);
    return guarded(file, () -> new LmdbIndexReader(file, mode, vectorCacheBytes));
  }

  /** What the bytes of a damaged file lead to, as what it is. */
  static <T> T guarded(PageFile file, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IndexOutOfBoundsException | BufferUnderflowException | IllegalArgumentException e) {
      throw file.damaged("a record does not hold what it should", e);
    } catch (InternalError e) {
      // A page of the mapping is gone.
      throw file.damaged("the file was cut short while it was read", e);
    }
  }

  private <T> T ask(Supplier<T> question) {
    if (closed) {
      throw new IllegalStateException("the reader is closed");
    }
    return guarded(file, question);
  }

  private Tree mandatory(StoredArtifact artifact) {
    return tree(artifact).orElseThrow(() -> file.damaged(artifact.key() + " is missing"));
  }

  private Optional<Tree> tree(StoredArtifact artifact) {
    return Optional.ofNullable(file.main().database(artifact.key().getBytes(UTF_8)));
  }

  /** A record of a multiple of so many bytes. */
  private ByteBuffer array(Tree tree, byte[] key, int width) {
    ByteBuffer value = tree.get(key);
    if (value == null || value.remaining() % width != 0) {
      throw file.damaged(new String(key, 1, key.length - 1, UTF_8) + " is missing or cut short");
    }
    return value;
  }

  @Override
  public Mode mode() {
    return mode;
  }

  @Override
  public TokenStats tokenStats() {
    return ask(() -> stats);
  }

  @Override
  public List<Chunk> chunks(int[] docIds) {
    return ask(() -> records(docIds, (id, first) -> chunk(chunks, id, mode, first)));
  }

  @Override
  public List<ChunkSummary> summaries(int[] docIds) {
    return ask(() -> records(docIds, this::summary));
  }

  /** A chunk of which one has the first piece. */
  static Chunk chunk(Tree chunks, int docId, Mode mode, ByteBuffer first) {
    return ChunkRecord.chunk(docId, mode, ChunkPieces.join(chunks, docId, first));
  }

  private ChunkSummary summary(int docId, ByteBuffer first) {
    boolean enough = ChunkRecord.summaryBytes(first) <= first.remaining();
    return ChunkRecord.summary(docId, enough ? first : ChunkPieces.join(chunks, docId, first));
  }

  private interface Decoder<T> {
    T decode(int docId, ByteBuffer value);
  }

  private <T> List<T> records(int[] docIds, Decoder<T> decoder) {
    var found = new ArrayList<T>(docIds.length);
    for (int docId : docIds) {
      ByteBuffer value = docId < 0 ? null : chunks.get(Keys.docId(docId));
      if (value != null) {
        found.add(decoder.decode(docId, value));
      }
    }
    return found;
  }

  @Override
  public int[] docIdsOf(String path) {
    return ask(() -> find(files, path, FileRecord::docIds, NOWHERE));
  }

  @Override
  public List<Postings> tokenPostings(List<String> terms) {
    var tree = Optional.of(tokens);
    return ask(() -> each(terms, term -> find(tree, term, PostingList::postings, Postings.NONE)));
  }

  @Override
  public List<int[]> phrasePostings(List<String> terms) {
    return ask(() -> each(terms, term -> find(phrases, term, PostingList::docIds, NOWHERE)));
  }

  @Override
  public List<int[]> chargramPostings(List<String> terms) {
    return ask(() -> each(terms, term -> find(chargrams, term, PostingList::docIds, NOWHERE)));
  }

  private static <T> List<T> each(List<String> terms, Function<String, T> find) {
    var found = new ArrayList<T>(terms.size());
    for (String term : terms) {
      found.add(find.apply(term));
    }
    return found;
  }

  private static <T> T find(
      Optional<Tree> tree, String term, Function<ByteBuffer, T> decode, T unknown) {
    ByteBuffer record = record(tree, term);
    return record == null ? unknown : decode.apply(record);
  }

  /** What is stored of a term, without the term itself; null if it is not there. */
  private static ByteBuffer record(Optional<Tree> tree, String term) {
    byte[] utf8 = term.getBytes(UTF_8);
    ByteBuffer value = tree.isEmpty() ? null : tree.get().get(Keys.term(utf8));
    return value != null && Keys.passOver(utf8, value) ? value : null;
  }

  @Override
  public void scanPostings(List<String> terms, PostingScan scan) {
    ask(
        () -> {
          scan(terms, scan);
          return null;
        });
  }

  private void scan(List<String> terms, PostingScan scan) {
    var lists = new PostingList[terms.size()];
    int[] frequencies = new int[lists.length];
    for (int index = 0; index < lists.length; index++) {
      ByteBuffer record = record(Optional.of(tokens), terms.get(index));
      if (record != null) {
        lists[index] = PostingList.withFrequencies(record);
        frequencies[index] = lists[index].count();
      }
    }
    scan.begin(frequencies, greatestWeight(Arrays.stream(frequencies).asLongStream().sum()));
    for (int index : PostingScan.shortestFirst(frequencies)) {
      Optional<int[]> wanted = scan.token(index, frequencies[index]);
      if (wanted.isPresent()) {
        lists[index].show(wanted.get(), arrays, scan);
      } else {
        lists[index].show(arrays, scan);
      }
    }
  }

  /** Looked for when a question comes that takes as long. */
  private double greatestWeight(long postings) {
    if (greatestWeight == Double.POSITIVE_INFINITY && postings >= arrays.count() / 8) {
      greatestWeight = arrays.greatestWeight();
    }
    return greatestWeight;
  }

  @Override
  public int[] docIdsOfAny(List<String> somePhrases, List<String> someChargrams) {
    return ask(
        () -> {
          var union = new DocIdBits();
          addAll(phrases, somePhrases, union);
          addAll(chargrams, someChargrams, union);
          return union.toArray();
        });
  }

  private static void addAll(Optional<Tree> tree, List<String> terms, DocIdBits union) {
    for (String term : terms) {
      ByteBuffer record = record(tree, term);
      if (record != null) {
        PostingList.addTo(record, union);
      }
    }
  }

  @Override
  public int[] docLengths(int[] docIds) {
    return ask(() -> Arrays.stream(docIds).map(arrays::length).toArray());
  }

  @Override
  public double[] weights(int[] docIds) {
    return ask(() -> Arrays.stream(docIds).mapToDouble(arrays::weight).toArray());
  }

  @Override
  public int[] existing(int[] docIds) {
    return ask(() -> Arrays.stream(docIds).filter(arrays::exists).sorted().distinct().toArray());
  }

  /** Copied from the map, since the answer has arrays, and kept if they are within the bound. */
  @Override
  public Optional<DenseVectors> denseVectors() {
    return ask(() -> mappedVectors().map(this::allVectors));
  }

  @Override
  public Optional<DenseMeta> denseMeta() {
    return ask(() -> mappedVectors().map(MappedVectors::meta));
  }

  @Override
  public void scanDenseVectors(Consumer<DenseVectors> scan) {
    Optional<MappedVectors> stored = ask(this::mappedVectors);
    if (stored.isEmpty()) {
      return;
    }
    if (isKept(stored.get())) {
      scan.accept(ask(() -> allVectors(stored.get())));
      return;
    }
    int count = stored.get().count();
    int size = stored.get().meta().vectorsInBlock();
    for (int from = 0; from < count; from += size) {
      int first = from;
      int last = Math.min(count - from, size) + from;
      scan.accept(ask(() -> stored.get().copy(first, last)));
    }
  }

  private Optional<MappedVectors> mappedVectors() {
    return tree(StoredArtifact.DENSE_VECTORS)
        .map(
            tree ->
                MappedVectors.of(
                    array(tree, StoredArtifact.META, Byte.BYTES),
                    array(tree, StoredArtifact.DOC_IDS, Integer.BYTES),
                    array(tree, StoredArtifact.DATA, Byte.BYTES)));
  }

  private boolean isKept(MappedVectors stored) {
    return stored.count() <= stored.meta().vectorsIn(vectorCacheBytes);
  }

  private DenseVectors allVectors(MappedVectors stored) {
    DenseVectors kept = denseVectors;
    if (kept == null) {
      kept = stored.copy(0, stored.count());
      denseVectors = isKept(stored) ? kept : null;
    }
    return kept;
  }

  /** Copied from the map the first time, and kept: the answer has arrays. */
  @Override
  public MinHashSignatures minHashSignatures() {
    return ask(
        () -> {
          if (signatures == null) {
            signatures =
                tree(StoredArtifact.MINHASH_SIGNATURES)
                    .map(this::readSignatures)
                    .orElse(new MinHashSignatures(NOWHERE, NOWHERE));
          }
          return signatures;
        });
  }

  private MinHashSignatures readSignatures(Tree tree) {
    return new MinHashSignatures(
        ints(array(tree, StoredArtifact.DOC_IDS, Integer.BYTES)),
        ints(array(tree, StoredArtifact.DATA, Integer.BYTES)));
  }

  private static int[] ints(ByteBuffer value) {
    int[] numbers = new int[value.remaining() / Integer.BYTES];
    value.asIntBuffer().get(numbers);
    return numbers;
  }

  @Override
  public List<FileEntry> files() {
    return ask(
        () -> {
          var entries = new ArrayList<FileEntry>();
          files.ifPresent(
              tree ->
                  tree.forEach(
                      (key, value) -> {
                        FileEntry entry = FileRecord.entry(Keys.term(key, value), value);
                        if (entry != null) {
                          entries.add(entry);
                        }
                      }));
          // Keys are in order already, but for paths too long to be one.
          entries.sort(
              Comparator.comparing(entry -> entry.file().getBytes(UTF_8), Arrays::compareUnsigned));
          return entries;
        });
  }

  /** Ends answering; to close again does nothing. */
  @Override
  public void close() {
    closed = true;
  }
}
