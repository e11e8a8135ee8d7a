package dev.sluice.artifact;

import dev.sluice.core.BuildFailedException;
import dev.sluice.core.Chunk;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.DurableFiles;
import dev.sluice.core.MinHash;
import dev.sluice.core.Mode;
import dev.sluice.core.StagedPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the artifact folder of one mode from bundles. Chunks, signatures and vectors go out as
 * they come; posting lists are kept until the end as plain integers. The same bundles give the same
 * bytes, except for the times in index_state and the piece manifest.
 *
 * <p>Everything is written to a new folder beside the target. {@link #publish} puts it in the
 * target's place, and nothing of the old folder survives; {@link #close} without it removes what
 * was written and leaves the old folder alone. For one thread.
 *
 * <p>The formats are described in docs/formats.md.
 */
public final class ArtifactWriter implements AutoCloseable {
  private final Path folder;
  private final StagedPath staged;
  private final Path temp;
  private final Mode mode;
  private final DenseMeta dense;
  private final Clock clock;

  private final Map<Artifact, JsonFile> open = new EnumMap<>(Artifact.class);
  private final TermAccumulator tokens = new TermAccumulator(true);
  private final TermAccumulator phrases = new TermAccumulator(false);
  private final TermAccumulator chargrams = new TermAccumulator(false);
  private final IntArray docLengths = new IntArray(1024);
  private String lastFile;
  private int fileCount;
  private int vectorCount;

  /** False while and after an addition that failed: what was written may be cut short. */
  private boolean whole;

  /**
   * @param folder {@code index-<mode>}; made or replaced by {@link #publish}
   * @param dense how the vectors of the chunks were made; null if they have none
   * @throws BuildFailedException if nothing can be written beside the folder
   */
  public ArtifactWriter(Path folder, Mode mode, DenseMeta dense, Clock clock) {
    this.folder = folder.toAbsolutePath();
    this.mode = mode;
    this.dense = dense;
    this.clock = clock;
    try {
      // Not createTempDirectory: the folder is to be as readable as any other.
      staged = StagedPath.beside(this.folder);
      temp = Files.createDirectory(staged.path());
    } catch (IOException e) {
      throw JsonFile.failed(folder, e);
    }
    try {
      begin();
      whole = true;
    } finally {
      if (!whole) {
        close();
      }
    }
  }

  private void begin() {
    writing(
        () -> {
          open(Artifact.FILE_META).writeStartArray();
          open(Artifact.CHUNK_META).writeStartArray();
          JsonGenerator signatures = open(Artifact.MINHASH_SIGNATURES);
          signatures.writeStartObject();
          signatures.writeArrayPropertyStart("signatures");
          if (dense != null) {
            beginVectors(open(Artifact.DENSE_VECTORS));
          }
        });
  }

  private void beginVectors(JsonGenerator vectors) {
    vectors.writeStartObject();
    new ChunkJson(vectors).dense(dense);
    vectors.writeArrayPropertyStart("vectors");
  }

  private JsonGenerator open(Artifact artifact) throws IOException {
    var file = new JsonFile(temp.resolve(artifact.fileName()));
    open.put(artifact, file);
    return file.json();
  }

  private JsonGenerator json(Artifact artifact) {
    return open.get(artifact).json();
  }

  /** Something that writes. */
  private interface Writing {
    void run() throws IOException;
  }

  private void writing(Writing writing) {
    try {
      writing.run();
    } catch (IOException | JacksonException e) {
      throw JsonFile.failed(folder, e);
    }
  }

  /**
   * Appends the file of a bundle and its chunks. Their doc ids are given here, in order; those in
   * the records do not matter.
   *
   * @throws IllegalArgumentException if the file does not come after the one before in the order of
   *     {@link String#compareTo}, or a chunk is not one of this file and mode, has no range or does
   *     not fit the dense meta
   */
  public void add(Bundle bundle) {
    if (lastFile != null && lastFile.compareTo(bundle.file()) >= 0) {
      throw new IllegalArgumentException(bundle.file() + " comes after " + lastFile);
    }
    bundle.chunks().forEach(record -> require(record, bundle.file()));
    lastFile = bundle.file();
    whole = false;
    writing(
        () -> {
          FileMeta source = sourceOf(bundle, fileCount++);
          write(source);
          bundle.chunks().forEach(record -> write(record, source));
        });
    whole = true;
  }

  private void require(ChunkRecord record, String file) {
    Chunk chunk = record.chunk();
    if (!file.equals(chunk.file()) || chunk.mode() != mode) {
      throw new IllegalArgumentException(
          "a chunk of " + chunk.file() + " (" + chunk.mode() + ") in " + file + " (" + mode + ")");
    }
    if (chunk.start() == null || chunk.end() == null || chunk.start() < 0) {
      throw new IllegalArgumentException(file + ": chunk without a range: " + chunk.chunkId());
    }
    if (chunk.end() < chunk.start()) {
      throw new IllegalArgumentException(file + ": chunk ends before its start");
    }
    if (record.minhash() != null && record.minhash().length != MinHash.POSITIONS) {
      throw new IllegalArgumentException(file + ": signature of " + record.minhash().length);
    }
    if (record.embedding() != null
        && (dense == null || record.embedding().length != dense.dims())) {
      throw new IllegalArgumentException(
          file + ": vector of " + record.embedding().length + " dimensions, expected " + dense);
    }
  }

  private static FileMeta sourceOf(Bundle bundle, int id) {
    return new FileMeta(
        id,
        bundle.file(),
        common(bundle, Chunk::ext),
        bundle.size(),
        bundle.hash(),
        bundle.hash() == null ? null : "sha1",
        common(bundle, Chunk::externalDocs),
        common(bundle, Chunk::lastModified),
        common(bundle, Chunk::lastAuthor),
        common(bundle, Chunk::churn));
  }

  /** What all chunks of the bundle agree on; else null, and each says it itself. */
  private static <T> T common(Bundle bundle, Function<Chunk, T> field) {
    List<ChunkRecord> records = bundle.chunks();
    T first = records.isEmpty() ? null : field.apply(records.get(0).chunk());
    boolean agreed =
        records.stream().allMatch(record -> Objects.equals(first, field.apply(record.chunk())));
    return agreed ? first : null;
  }

  private void write(FileMeta source) {
    JsonGenerator json = json(Artifact.FILE_META);
    var members = new ChunkJson(json);
    json.writeStartObject();
    members.number("id", source.id());
    members.text("file", source.file());
    members.text("ext", source.ext());
    members.number("size", source.size());
    members.text("hash", source.hash());
    members.text("hashAlgo", source.hashAlgo());
    members.raw("externalDocs", source.externalDocs());
    members.text("last_modified", source.lastModified());
    members.text("last_author", source.lastAuthor());
    members.number("churn", source.churn());
    json.writeEndObject();
  }

  private void write(ChunkRecord record, FileMeta source) {
    int docId = docLengths.size();
    writeMeta(record, docId, source);
    List<String> words = record.tokens() == null ? List.of() : record.tokens();
    docLengths.add(words.size());
    words.forEach(token -> tokens.add(token, docId));
    if (record.ngrams() != null) {
      record.ngrams().forEach(phrase -> phrases.add(phrase, docId));
    }
    if (record.chargrams() != null) {
      record.chargrams().forEach(gram -> chargrams.add(gram, docId));
    }
    writeSignature(record.minhash());
    if (dense != null) {
      writeVector(record.embedding());
    }
  }

  private void writeMeta(ChunkRecord record, int docId, FileMeta source) {
    JsonGenerator json = json(Artifact.CHUNK_META);
    var members = new ChunkJson(json);
    json.writeStartObject();
    members.number("id", docId);
    members.number("fileId", source.id());
    members.common(record, source);
    members.raw("ngrams", record.chunk().ngrams());
    json.writeEndObject();
  }

  private void writeSignature(int[] signature) {
    JsonGenerator json = json(Artifact.MINHASH_SIGNATURES);
    if (signature == null) {
      json.writeNull();
    } else {
      new ChunkJson(json).unsignedInts(signature);
    }
  }

  private void writeVector(byte[] vector) {
    JsonGenerator json = json(Artifact.DENSE_VECTORS);
    if (vector == null) {
      json.writeNull();
    } else {
      new ChunkJson(json).unsignedBytes(vector);
      vectorCount++;
    }
  }

  /**
   * Finishes the artifacts and puts them in the place of the folder.
   *
   * @return the number of chunks
   * @throws BuildFailedException if that is not possible; the old folder is then as it was
   */
  public int publish() {
    if (!whole) {
      throw new IllegalStateException("an addition failed");
    }
    whole = false;
    writing(
        () -> {
          List<PieceManifest.Piece> pieces = finish();
          Path manifest = PieceManifest.in(temp);
          Files.createDirectory(manifest.getParent());
          JsonFile.replace(
              manifest, json -> PieceManifest.write(json, mode.id(), clock.instant(), pieces));
          DurableFiles.syncFolder(temp);
          DurableFiles.replaceFolder(temp, folder, staged.aside());
        });
    return docLengths.size();
  }

  private List<PieceManifest.Piece> finish() throws IOException {
    json(Artifact.FILE_META).writeEndArray();
    json(Artifact.CHUNK_META).writeEndArray();
    endObjectOfArray(json(Artifact.MINHASH_SIGNATURES));
    int chunks = docLengths.size();
    var pieces = new ArrayList<PieceManifest.Piece>();
    pieces.add(finish("chunks", Artifact.FILE_META, fileCount));
    pieces.add(finish("chunks", Artifact.CHUNK_META, chunks));
    writeTokens(open(Artifact.TOKEN_POSTINGS));
    pieces.add(finish("postings", Artifact.TOKEN_POSTINGS, tokens.terms()));
    writeTerms(phrases, open(Artifact.PHRASE_NGRAMS));
    pieces.add(finish("postings", Artifact.PHRASE_NGRAMS, phrases.terms()));
    writeTerms(chargrams, open(Artifact.CHARGRAM_POSTINGS));
    pieces.add(finish("postings", Artifact.CHARGRAM_POSTINGS, chargrams.terms()));
    pieces.add(finish("postings", Artifact.MINHASH_SIGNATURES, chunks));
    if (dense != null) {
      endObjectOfArray(json(Artifact.DENSE_VECTORS));
      pieces.add(finish("embeddings", Artifact.DENSE_VECTORS, vectorCount));
    }
    writeState(open(Artifact.INDEX_STATE));
    pieces.add(finish("stats", Artifact.INDEX_STATE, null));
    return pieces;
  }

  private static void endObjectOfArray(JsonGenerator json) {
    json.writeEndArray();
    json.writeEndObject();
  }

  private PieceManifest.Piece finish(String type, Artifact artifact, Integer count)
      throws IOException {
    try (JsonFile file = open.remove(artifact)) {
      // Manifests call the vectors dense_vectors.
      String name = artifact == Artifact.DENSE_VECTORS ? "dense_vectors" : artifact.id();
      return new PieceManifest.Piece(type, name, count, artifact.fileName(), file.finish());
    }
  }

  private static void writeTerms(TermAccumulator terms, JsonGenerator json) {
    json.writeStartObject();
    terms.write(json);
    json.writeEndObject();
  }

  private void writeTokens(JsonGenerator json) {
    int[] lengths = docLengths.toArray();
    double sum = 0;
    for (int length : lengths) {
      sum += length;
    }
    json.writeStartObject();
    json.writeName("avgDocLen");
    json.writeNumber(JsonNumbers.text(lengths.length == 0 ? 0 : sum / lengths.length));
    json.writeNumberProperty("totalDocs", lengths.length);
    tokens.write(json);
    json.writeName("docLengths");
    json.writeArray(lengths, 0, lengths.length);
    json.writeEndObject();
  }

  private void writeState(JsonGenerator json) {
    String now = PieceManifest.time(clock.instant());
    json.writeStartObject();
    json.writeStringProperty("generatedAt", now);
    json.writeStringProperty("updatedAt", now);
    json.writeStringProperty("mode", mode.id());
    json.writeObjectPropertyStart("embeddings");
    json.writeBooleanProperty("enabled", dense != null);
    json.writeBooleanProperty("ready", dense != null);
    json.writeBooleanProperty("pending", false);
    json.writeEndObject();
    IndexState.read(folder).keepLastWrites(json);
    json.writeEndObject();
  }

  /** Removes what was written and not published. */
  @Override
  public void close() {
    try {
      for (JsonFile file : open.values()) {
        file.close();
      }
      open.clear();
      staged.close();
    } catch (IOException | JacksonException e) {
      throw JsonFile.failed(temp, e);
    }
  }
}
