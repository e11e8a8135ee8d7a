package dev.sluice.lmdb;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a store holds, as LMDB sees it. This is the one place that names keys; docs/lmdb.md has it
 * as a table.
 *
 * <p>The main database holds the values {@link #META_KEYS}, all UTF-8 text, and one named database
 * for each artifact. Numbers in keys are big-endian, so that LMDB's order is theirs; numbers in
 * values are little-endian, as in the SQLite store.
 *
 * <pre>
 * artifact:chunk_meta           doc id (4 bytes)        a chunk, see {@link ChunkRecord}, or its
 *                                                       first piece, see {@link ChunkPieces}
 *                               doc id, piece number    a further piece
 *                               FF weights              double by doc id; NaN: no chunk
 * artifact:token_postings       term, see {@link Keys}  posting list, see {@link PostingList}
 *                               FF docLengths           int by doc id; -1: unknown
 *                               FF stats                double average length, int count
 * artifact:phrase_ngrams        term                    posting list without frequencies
 * artifact:chargram_postings    term                    posting list without frequencies
 * artifact:file_meta            path as a term          see {@link FileRecord}
 * artifact:minhash_signatures   FF docIds               int, ascending
 *                               FF data                 128 ints for each of them
 * artifact:dense_vectors_uint8  FF docIds               int, ascending
 *                               FF data                 {@code dims} bytes for each of them
 *                               FF meta                 int dims, double scale, model
 * </pre>
 *
 * A store always has the mandatory ones and those that {@code meta:artifacts} lists; an optional
 * one without content is not written.
 */
enum StoredArtifact {
  CHUNK_META("chunk_meta", true),
  TOKEN_POSTINGS("token_postings", true),
  FILE_META("file_meta", false),
  PHRASE_NGRAMS("phrase_ngrams", false),
  CHARGRAM_POSTINGS("chargram_postings", false),
  MINHASH_SIGNATURES("minhash_signatures", false),
  DENSE_VECTORS("dense_vectors_uint8", false);

  /** What the layout above is called; 1 is the first. */
  static final int SCHEMA_VERSION = 1;

  static final String VERSION_KEY = "meta:schemaVersion";
  static final String CREATED_AT_KEY = "meta:createdAt";
  static final String MODE_KEY = "meta:mode";
  static final String CHUNK_COUNT_KEY = "meta:chunkCount";
  static final String SOURCE_INDEX_KEY = "meta:sourceIndex";
  static final String ARTIFACTS_KEY = "meta:artifacts";
  static final String MANIFEST_KEY = "meta:artifactManifest";

  static final List<String> META_KEYS =
      List.of(
          VERSION_KEY,
          CREATED_AT_KEY,
          MODE_KEY,
          CHUNK_COUNT_KEY,
          SOURCE_INDEX_KEY,
          ARTIFACTS_KEY,
          MANIFEST_KEY);

  static final byte[] WEIGHTS = reserved("weights");
  static final byte[] DOC_LENGTHS = reserved("docLengths");
  static final byte[] STATS = reserved("stats");
  static final byte[] DOC_IDS = reserved("docIds");
  static final byte[] DATA = reserved("data");
  static final byte[] META = reserved("meta");

  private final String id;
  private final boolean mandatory;

  StoredArtifact(String id, boolean mandatory) {
    this.id = id;
    this.mandatory = mandatory;
  }

  /** As {@code meta:artifacts} lists it. */
  String id() {
    return id;
  }

  /** The name of its database. */
  String key() {
    return "artifact:" + id;
  }

  /** Every key that the main database must have, if these artifacts were written. */
  static List<String> expectedKeys(List<String> written) {
    return Stream.concat(META_KEYS.stream(), expected(written).stream().map(StoredArtifact::key))
        .toList();
  }

  /** Every artifact that must be there, if these were written. */
  static List<StoredArtifact> expected(List<String> written) {
    return Arrays.stream(values())
        .filter(artifact -> artifact.mandatory || written.contains(artifact.id))
        .toList();
  }

  /** No UTF-8 text begins with this byte, and no doc id either. */
  private static byte[] reserved(String name) {
    byte[] key = ("\0" + name).getBytes(StandardCharsets.US_ASCII);
    key[0] = (byte) 0xFF;
    return key;
  }
}
