package dev.sluice.lmdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.BuildFailedException;
import dev.sluice.core.Chunk;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.FileEntry;
import dev.sluice.core.IndexWriter;
import dev.sluice.core.Mode;
import dev.sluice.core.Postings;
import dev.sluice.core.WellFormed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fills a new LMDB store, laid out as {@link StoredArtifact} says. Used by one thread. Needs
 * lmdbjava and the JVM flags it needs.
 *
 * <p>Full text is not kept: {@code signature}, {@code doc} and {@code words} of a chunk are for the
 * SQLite store.
 */
public final class LmdbIndexWriter implements IndexWriter {
  private final Path folder;
  private final Mode mode;
  private final String sourceIndex;
  private final String createdAt;
  private final Environment environment;
  private final Map<StoredArtifact, RecordWriter> writers = new EnumMap<>(StoredArtifact.class);
  private final SortedRun run = new SortedRun();
  private final RecordBuffer record = new RecordBuffer();
  private final DocArrays docs = new DocArrays();
  private final Map<String, FileEntry> files = new TreeMap<>();
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final VectorSpool vectors;
  private final VectorSpool signatures;
  private RecordWriter collecting;
  private DenseMeta denseMeta;
  private int leftOut;

  private LmdbIndexWriter(Path folder, Mode mode, String sourceIndex, Clock clock)
      throws IOException {
    this.folder = folder;
    this.mode = mode;
    this.sourceIndex = sourceIndex;
    this.createdAt = clock.instant().toString();
    Files.createDirectory(folder);
    environment = new Environment(folder);
    vectors = new VectorSpool(folder.resolve("vectors.tmp"));
    signatures = new VectorSpool(folder.resolve("signatures.tmp"));
    for (String table : TABLES) {
      counts.put(table, 0L);
    }
    writer(StoredArtifact.CHUNK_META);
    writer(StoredArtifact.TOKEN_POSTINGS);
  }

  /** What {@link #finish} counts, by the names of the tables that hold the same in SQLite. */
  private static final List<String> TABLES =
      List.of(
          "chunks",
          "doc_lengths",
          "minhash_signatures",
          "dense_vectors",
          "token_vocab",
          "token_postings",
          "phrase_vocab",
          "phrase_postings",
          "chargram_vocab",
          "chargram_postings",
          "token_stats",
          "dense_meta",
          "file_manifest");

  /**
   * Starts a new store.
   *
   * @param folder must not exist
   * @param sourceIndex where what is added comes from, for people
   * @throws dev.sluice.core.StoreUnavailableException if lmdbjava, or a flag it needs, is missing
   */
  public static LmdbIndexWriter create(Path folder, Mode mode, String sourceIndex, Clock clock) {
    NativeLibrary.require();
    try {
      return new LmdbIndexWriter(folder, mode, sourceIndex, clock);
    } catch (IOException e) {
      throw failed(folder, e);
    } catch (UncheckedIOException e) {
      throw failed(folder, e.getCause());
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private void run(Work work) {
    try {
      work.run();
    } catch (IOException e) {
      throw failed(folder, e);
    } catch (UncheckedIOException e) {
      throw failed(folder, e.getCause());
    }
  }

  private static BuildFailedException failed(Path folder, Exception cause) {
    return BuildFailedException.unwritable(folder, cause, "build again");
  }

  private RecordWriter writer(StoredArtifact artifact) {
    return writers.computeIfAbsent(artifact, a -> new RecordWriter(a, environment, run));
  }

  private void count(String table, long rows) {
    counts.merge(table, rows, Long::sum);
  }

  @Override
  public void chunk(Chunk chunk, String signature, String doc, String words) {
    run(
        () -> {
          ChunkRecord.write(chunk, record.clear());
          ChunkPieces.put(chunk.docId(), record, writer(StoredArtifact.CHUNK_META));
          docs.chunk(chunk.docId(), chunk.file(), chunk.weight());
          count("chunks", 1);
        });
  }

  @Override
  public void docLength(int docId, int length) {
    docs.length(docId, length);
    count("doc_lengths", 1);
  }

  @Override
  public void token(int id, String token, Postings postings) {
    term(StoredArtifact.TOKEN_POSTINGS, "token", token, postings.docIds(), postings.frequencies());
  }

  @Override
  public void phrase(int id, String phrase, int[] docIds) {
    term(StoredArtifact.PHRASE_NGRAMS, "phrase", phrase, docIds, null);
  }

  @Override
  public void chargram(int id, String gram, int[] docIds) {
    term(StoredArtifact.CHARGRAM_POSTINGS, "chargram", gram, docIds, null);
  }

  private void term(
      StoredArtifact artifact, String table, String term, int[] docIds, int[] frequencies) {
    if (WellFormed.isNot(term)) {
      leftOut++;
      return;
    }
    run(
        () -> {
          byte[] key = key(term);
          PostingList.write(docIds, frequencies, record);
          collect(artifact).add(key, record);
          count(table + "_vocab", 1);
          count(table + "_postings", docIds.length);
        });
  }

  /** The key of a term; the record then begins as one of that term does. */
  private byte[] key(String term) {
    byte[] utf8 = term.getBytes(UTF_8);
    record.clear();
    if (Keys.isLong(utf8)) {
      record.putInt(utf8.length).put(utf8);
    }
    return Keys.term(utf8);
  }

  /** One artifact is collected at a time: they come one after another, and memory stays flat. */
  private RecordWriter collect(StoredArtifact artifact) {
    RecordWriter writer = writer(artifact);
    if (collecting != null && collecting != writer) {
      collecting.flush();
    }
    collecting = writer;
    return writer;
  }

  @Override
  public int leftOut() {
    return leftOut;
  }

  @Override
  public void minHash(int docId, int[] signature) {
    run(
        () -> {
          record.clear();
          for (int position : signature) {
            record.putInt(position);
          }
          signatures.add(docId, record.bytes(), record.size());
          count("minhash_signatures", 1);
        });
  }

  @Override
  public void denseMeta(DenseMeta meta) {
    denseMeta = meta;
  }

  @Override
  public void denseVector(int docId, byte[] vector) {
    run(
        () -> {
          vectors.add(docId, vector, vector.length);
          count("dense_vectors", 1);
        });
  }

  @Override
  public void file(FileEntry entry) {
    files.put(entry.file(), entry);
  }

  @Override
  public Map<String, Long> finish() {
    run(
        () -> {
          writeDocs();
          writeFiles();
          signatures.writeTo(this::writer, StoredArtifact.MINHASH_SIGNATURES);
          writeVectors();
          if (collecting != null) {
            collecting.flush();
          }
          count("token_stats", 1);
          writeMeta();
          environment.commit();
          environment.close();
        });
    return counts;
  }

  private void writeDocs() {
    RecordWriter tokens = writer(StoredArtifact.TOKEN_POSTINGS);
    writer(StoredArtifact.CHUNK_META).put(StoredArtifact.WEIGHTS, docs.weights(record.clear()));
    tokens.put(StoredArtifact.DOC_LENGTHS, docs.lengths(record.clear()));
    tokens.put(StoredArtifact.STATS, docs.stats(record.clear()));
  }

  private void writeFiles() {
    Map<String, int[]> chunks = docs.byFile();
    for (String file : union(files, chunks)) {
      byte[] key = key(file);
      FileRecord.write(files.get(file), chunks.getOrDefault(file, new int[0]), record);
      collect(StoredArtifact.FILE_META).add(key, record);
    }
    count("file_manifest", files.size());
  }

  private static List<String> union(Map<String, ?> some, Map<String, ?> more) {
    var names = new ArrayList<String>(some.keySet());
    more.keySet().stream().filter(name -> !some.containsKey(name)).forEach(names::add);
    return names;
  }

  private void writeVectors() throws IOException {
    if (counts.get("dense_vectors") > 0 && denseMeta != null) {
      vectors.writeTo(this::writer, StoredArtifact.DENSE_VECTORS);
      record.clear().putInt(denseMeta.dims()).putDouble(denseMeta.scale());
      record.put(denseMeta.model() == null ? 0 : 1);
      if (denseMeta.model() != null) {
        record.putString(denseMeta.model());
      }
      writer(StoredArtifact.DENSE_VECTORS).put(StoredArtifact.META, record);
      count("dense_meta", 1);
    }
  }

  private void writeMeta() {
    var contents = new LinkedHashMap<String, StoreManifest.Content>();
    writers.forEach((artifact, writer) -> contents.put(artifact.id(), writer.content()));
    var written = List.copyOf(contents.keySet());
    var manifest =
        new StoreManifest(
            StoredArtifact.expectedKeys(written), createdAt, contents, Map.copyOf(counts));
    var values = new TreeMap<String, String>();
    values.put(StoredArtifact.VERSION_KEY, String.valueOf(StoredArtifact.SCHEMA_VERSION));
    values.put(StoredArtifact.CREATED_AT_KEY, createdAt);
    values.put(StoredArtifact.MODE_KEY, mode.id());
    values.put(StoredArtifact.CHUNK_COUNT_KEY, String.valueOf(counts.get("chunks")));
    values.put(StoredArtifact.SOURCE_INDEX_KEY, sourceIndex);
    values.put(StoredArtifact.ARTIFACTS_KEY, String.join(",", written));
    values.put(StoredArtifact.MANIFEST_KEY, manifest.json());
    var main = environment.database(null);
    values.forEach(
        (key, text) -> {
          byte[] utf8 = text.getBytes(UTF_8);
          environment.put(main, key.getBytes(UTF_8), utf8, 0, utf8.length, false);
        });
  }

  @Override
  public void close() {
    try (vectors;
        signatures) {
      environment.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
