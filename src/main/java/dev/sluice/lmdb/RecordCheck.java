package dev.sluice.lmdb;

import dev.sluice.core.MinHash;
import dev.sluice.core.Mode;
import dev.sluice.core.Postings;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Whether the records of one artifact make sense, apart from being what was written. */
final class RecordCheck {
  private static final byte RESERVED = (byte) 0xFF;

  private final StoredArtifact artifact;
  private final Tree tree;
  private final int docIdEnd;
  private String problem;

  /**
   * @param docIdEnd doc ids are below
   */
  RecordCheck(StoredArtifact artifact, Tree tree, int docIdEnd) {
    this.artifact = artifact;
    this.tree = tree;
    this.docIdEnd = docIdEnd;
  }

  /** The first that was found, as words to follow the name of the artifact. */
  Optional<String> problem() {
    if (artifact == StoredArtifact.MINHASH_SIGNATURES || artifact == StoredArtifact.DENSE_VECTORS) {
      checkVectors();
    }
    return Optional.ofNullable(problem);
  }

  void check(byte[] key, ByteBuffer value) {
    if (key[0] == RESERVED && key.length > 1) {
      return; // An array; by its checksum what was written, or see checkVectors.
    }
    switch (artifact) {
      case CHUNK_META -> chunk(key, value);
      case TOKEN_POSTINGS -> tokens(Keys.term(key, value), PostingList.postings(value));
      case PHRASE_NGRAMS, CHARGRAM_POSTINGS ->
          ascending(Keys.term(key, value), PostingList.docIds(value));
      case FILE_META -> ascending(Keys.term(key, value), FileRecord.docIds(value));
      case MINHASH_SIGNATURES, DENSE_VECTORS -> report("has a record of no kind");
    }
  }

  private void chunk(byte[] key, ByteBuffer value) {
    int docId = ByteBuffer.wrap(key).getInt();
    requireDocId("a chunk", docId);
    if (key.length == Integer.BYTES) {
      LmdbIndexReader.chunk(tree, docId, Mode.CODE, value);
    } else if (key.length != Keys.PIECE_BYTES) {
      report("has a record of no kind");
    }
  }

  private void tokens(String token, Postings postings) {
    ascending(token, postings.docIds());
    for (int frequency : postings.frequencies()) {
      if (frequency < 1) {
        report("has '" + token + "' " + frequency + " times in a chunk");
      }
    }
  }

  private void ascending(String term, int[] docIds) {
    int last = -1;
    for (int docId : docIds) {
      requireDocId("'" + term + "'", docId);
      if (docId <= last) {
        report("has '" + term + "' in chunk " + docId + " after " + last);
      }
      last = docId;
    }
  }

  private void requireDocId(String who, int docId) {
    if (docId < 0 || docId >= docIdEnd) {
      report("has " + who + " with doc id " + docId + ", there are " + docIdEnd);
    }
  }

  private void report(String found) {
    problem = problem == null ? found : problem;
  }

  /** Vectors are of one length, as many as doc ids, and those ascend. */
  private void checkVectors() {
    ByteBuffer docIds = tree.get(StoredArtifact.DOC_IDS);
    ByteBuffer data = tree.get(StoredArtifact.DATA);
    ByteBuffer meta = tree.get(StoredArtifact.META);
    boolean dense = artifact == StoredArtifact.DENSE_VECTORS;
    if (docIds == null || data == null || (dense && meta == null)) {
      report("lacks a part");
      return;
    }
    long width = dense ? meta.getInt() : (long) MinHash.POSITIONS * Integer.BYTES;
    int[] ids = new int[docIds.remaining() / Integer.BYTES];
    docIds.asIntBuffer().get(ids);
    ascending("a vector", ids);
    if (ids.length * width != data.remaining()) {
      report("has " + ids.length + " vectors of " + width + " in " + data.remaining() + " bytes");
    }
  }
}
