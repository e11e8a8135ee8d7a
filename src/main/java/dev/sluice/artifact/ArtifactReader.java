package dev.sluice.artifact;

import dev.sluice.core.DenseMeta;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.InvalidArtifactException;
import dev.sluice.core.Mode;
import dev.sluice.core.StoreUnavailableException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads the artifacts of one mode from their folder, in every form they may be stored in. Nothing
 * but file_meta, vocabularies and document lengths is held: everything else passes by, one record
 * at a time, on the thread of the caller. Arrays handed to a sink are the sink's own.
 *
 * <p>What is read is checked on the way: an {@link InvalidArtifactException} names file, record and
 * value. A sink has then already seen the records before it.
 */
public final class ArtifactReader {
  private final Path folder;
  private final Mode mode;
  private final List<FileMeta> files;

  /**
   * @param folder {@code index-<mode>}
   * @throws StoreUnavailableException if there is no chunk_meta, the one artifact that no index can
   *     do without
   */
  public ArtifactReader(Path folder, Mode mode) {
    this.folder = folder;
    this.mode = mode;
    requirePresent(folder, mode);
    this.files = ChunkMeta.files(folder);
  }

  /**
   * Returns if the folder holds what every index needs.
   *
   * @throws StoreUnavailableException if it does not
   */
  public static void requirePresent(Path folder, Mode mode) {
    if (!ChunkMeta.present(folder)) {
      throw new StoreUnavailableException(
          ErrorCode.MISSING,
          folder + " holds no chunk_meta",
          "nothing was indexed there in mode " + mode,
          "make artifacts with: sluice index SOURCE_DIR --mode " + mode);
    }
  }

  /** Whether an artifact is compressed in a way that this process has no library for. */
  public static boolean lacksZstd(Path folder) {
    return !StoredFile.knowsZstd()
        && Stream.concat(
                Stream.of(ChunkMeta.anyFile(folder)),
                Arrays.stream(Artifact.values())
                    .map(artifact -> StoredFile.find(folder.resolve(artifact.fileName()))))
            .flatMap(Optional::stream)
            .anyMatch(StoredFile::isZstd);
  }

  /** Which artifacts are there, in any form. */
  public Set<Artifact> present() {
    Set<Artifact> present = EnumSet.noneOf(Artifact.class);
    for (Artifact artifact : Artifact.values()) {
      if (present(artifact)) {
        present.add(artifact);
      }
    }
    return present;
  }

  private boolean present(Artifact artifact) {
    return holds(folder, artifact);
  }

  /** Whether a folder holds an artifact in any form, whatever else it holds. */
  public static boolean holds(Path folder, Artifact artifact) {
    return switch (artifact) {
      case CHUNK_META -> ChunkMeta.present(folder);
      case TOKEN_POSTINGS -> TokenPostings.present(folder);
      default -> standIn(folder.resolve(artifact.fileName())).isPresent();
    };
  }

  /** The file that is read for an artifact's file: itself, compressed, or its previous copy. */
  public static Optional<Path> standIn(Path file) {
    return StoredFile.find(file);
  }

  private Optional<Path> find(Artifact artifact) {
    return standIn(folder.resolve(artifact.fileName()));
  }

  /** Whether the folder holds what every index needs, so that a reader can be made. */
  public static boolean present(Path folder) {
    return ChunkMeta.present(folder);
  }

  /**
   * Whether there is an artifact of one array and anything in that; costs a look at its beginning.
   *
   * @param artifact phrases, chargrams, signatures or vectors
   */
  public boolean holdsAny(Artifact artifact) {
    String array =
        switch (artifact) {
          case PHRASE_NGRAMS, CHARGRAM_POSTINGS -> "vocab";
          case MINHASH_SIGNATURES -> "signatures";
          case DENSE_VECTORS -> "vectors";
          default -> throw new IllegalArgumentException(artifact + " has no such array");
        };
    return find(artifact)
        .map(file -> JsonCursor.read(file, cursor -> cursor.hasElement(array)))
        .orElse(false);
  }

  /** The entries of file_meta in their order; none where chunks name their files themselves. */
  public List<FileMeta> files() {
    return List.copyOf(files);
  }

  /** The state beside the artifacts, as it is now. */
  public IndexState state() {
    return IndexState.read(folder);
  }

  /**
   * Gives every chunk to the sink, chunk i having doc id i. Phrases, chargrams, signatures and
   * vectors are null in these records; the other methods give them.
   *
   * @return how many there are: the {@code chunkCount} of the other methods
   */
  public int chunks(Consumer<ChunkRecord> sink) {
    Map<Integer, FileMeta> byId = new HashMap<>();
    for (FileMeta file : files) {
      if (byId.put(file.id(), file) != null) {
        throw new InvalidArtifactException(
            folder.resolve(Artifact.FILE_META.fileName()), "id " + file.id(), "is there twice");
      }
    }
    return ChunkMeta.read(folder, mode, byId, sink);
  }

  /** Takes the posting lists of a vocabulary, in the order of its ids. */
  public interface TermSink {
    /**
     * Called once for each term.
     *
     * @param id the position in the vocabulary
     * @param docIds ascending without repeats
     * @param frequencies parallel to docIds, at least 1; null for phrases and chargrams
     */
    void term(int id, String term, int[] docIds, int[] frequencies);
  }

  /** Empty, without a call, if token_postings is missing: the chunks' tokens make up for it. */
  public Optional<TokenTotals> tokens(int chunkCount, TermSink sink) {
    return TokenPostings.read(folder, chunkCount, sink);
  }

  /** False, without a call, if phrase_ngrams is missing. */
  public boolean phrases(int chunkCount, TermSink sink) {
    return grams(Artifact.PHRASE_NGRAMS, chunkCount, sink);
  }

  /** False, without a call, if chargram_postings is missing. */
  public boolean chargrams(int chunkCount, TermSink sink) {
    return grams(Artifact.CHARGRAM_POSTINGS, chunkCount, sink);
  }

  private boolean grams(Artifact artifact, int chunkCount, TermSink sink) {
    Optional<Path> file = find(artifact);
    file.ifPresent(
        path ->
            new VocabularyPostings(chunkCount, false, sink)
                .read(path, (name, cursor) -> cursor.skip()));
    return file.isPresent();
  }

  /** Takes the signatures of the chunks that have one, by ascending doc id. */
  public interface SignatureSink {
    /**
     * Called once for each signature.
     *
     * @param signature 128 unsigned integers
     */
    void signature(int docId, int[] signature);
  }

  /** False, without a call, if minhash_signatures is missing. */
  public boolean signatures(int chunkCount, SignatureSink sink) {
    Optional<Path> file = find(Artifact.MINHASH_SIGNATURES);
    file.ifPresent(path -> ByDocId.signatures(path, chunkCount, sink));
    return file.isPresent();
  }

  /** Takes the vectors of the chunks that have one, by ascending doc id. */
  public interface VectorSink {
    /**
     * Called once for each vector.
     *
     * @param vector one unsigned byte per dimension
     */
    void vector(int docId, byte[] vector);
  }

  /** How the vectors were made; empty, without a call, if dense_vectors_uint8 is missing. */
  public Optional<DenseMeta> vectors(int chunkCount, VectorSink sink) {
    return find(Artifact.DENSE_VECTORS).map(file -> ByDocId.vectors(file, chunkCount, sink));
  }
}
