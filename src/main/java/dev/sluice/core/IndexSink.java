package dev.sluice.core;

/**
 * Takes the content of one mode of an index, to store it. Used by one thread. The kinds of content
 * may come in any order. Terms of a kind come with ascending ids, and in each posting list doc ids
 * ascend; what else has ids may come in any order, and is stored fastest in ascending order. What
 * is added twice is an error.
 */
public interface IndexSink {

  /**
   * Adds a chunk.
   *
   * @param signature for full-text search, may be null
   * @param doc for full-text search, may be null
   * @param words the words of the chunk joined by one space, for full-text search, may be null
   */
  void chunk(Chunk chunk, String signature, String doc, String words);

  void docLength(int docId, int length);

  /** Adds the lengths of all chunks, by doc id. */
  default void docLengths(int[] lengths) {
    for (int docId = 0; docId < lengths.length; docId++) {
      docLength(docId, lengths[docId]);
    }
  }

  /** Adds a token and its posting list; not one that is {@link WellFormed#isNot ill-formed}. */
  void token(int id, String token, Postings postings);

  /** Adds a phrase and its chunks; as {@link #token}. */
  void phrase(int id, String phrase, int[] docIds);

  /** Adds a chargram and its chunks; as {@link #token}. */
  void chargram(int id, String gram, int[] docIds);

  /**
   * Says that all chunks and terms were added, where that is known before the end: what has to look
   * at them can begin.
   */
  default void termsAreComplete() {}

  /**
   * Adds a MinHash signature.
   *
   * @param signature {@link MinHash#POSITIONS} unsigned integers
   */
  void minHash(int docId, int[] signature);

  /** Says how the vectors were made; forgotten if there are none. */
  void denseMeta(DenseMeta meta);

  /** Adds a dense vector of as many bytes as {@link #denseMeta} says. */
  void denseVector(int docId, byte[] vector);

  /** Adds a source file. */
  void file(FileEntry entry);
}
