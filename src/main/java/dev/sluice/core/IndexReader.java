package dev.sluice.core;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The questions every store of an index answers, for one mode, with the same answers whichever
 * store it is. Safe for use by many threads until {@link #close}; the opener closes it.
 *
 * <p>Doc ids given to a method may come in any order and repeat. Ids and terms that are not in the
 * index are not errors. Every method throws {@link SluiceException} when the store cannot be read.
 */
public interface IndexReader extends AutoCloseable {

  Mode mode();

  /**
   * Asks several questions of one state of the index, where the store can change: cheaper than one
   * by one.
   *
   * @param questions is given a reader for this thread, which is of no use afterwards
   */
  default <T> T inOneState(Function<IndexReader, T> questions) {
    return questions.apply(this);
  }

  TokenStats tokenStats();

  /** The chunks with the given ids, in the order asked for; ids without a chunk are left out. */
  List<Chunk> chunks(int[] docIds);

  /** Like {@link #chunks}, with only what a result list shows. */
  List<ChunkSummary> summaries(int[] docIds);

  /** Ids of the chunks of one file, ascending. */
  int[] docIdsOf(String file);

  /** For each token its postings, parallel to {@code tokens}; {@link Postings#NONE} if unknown. */
  List<Postings> tokenPostings(List<String> tokens);

  /**
   * For each phrase the chunks that contain it, ascending, parallel to {@code phrases}.
   *
   * @param phrases as {@link PhraseGrams} makes them
   */
  List<int[]> phrasePostings(List<String> phrases);

  /**
   * For each chargram the chunks that contain it, ascending, parallel to {@code grams}.
   *
   * @param grams as {@link CharGrams} makes them
   */
  List<int[]> chargramPostings(List<String> grams);

  /**
   * Shows the postings of tokens one by one, with the lengths and weights of their chunks, for
   * whoever adds something up and needs no lists: token after token in the order of {@link
   * PostingScan#shortestFirst}, each in the order of doc ids.
   *
   * @param tokens without repeats
   * @param scan is called on this thread, and asks the reader nothing
   */
  default void scanPostings(List<String> tokens, PostingScan scan) {
    PostingLists.scan(this, tokens, scan);
  }

  /**
   * The chunks that contain any of the phrases or chargrams, ascending and without repeats.
   *
   * @param phrases as {@link PhraseGrams} makes them, without repeats
   * @param chargrams as {@link CharGrams} makes them, without repeats
   */
  default int[] docIdsOfAny(List<String> phrases, List<String> chargrams) {
    return PostingLists.ofAny(this, phrases, chargrams);
  }

  /** For each id the number of tokens of the chunk, parallel to {@code docIds}; 0 if unknown. */
  int[] docLengths(int[] docIds);

  /** For each id the rank multiplier of the chunk, parallel to {@code docIds}; 1 if unknown. */
  double[] weights(int[] docIds);

  /** Which of the ids have a chunk, ascending and without repeats. */
  int[] existing(int[] docIds);

  /** The dense vectors, all of them in memory, or empty if the index has none. */
  Optional<DenseVectors> denseVectors();

  /** How the dense vectors were made, or empty if the index has none. */
  default Optional<DenseMeta> denseMeta() {
    return denseVectors().map(DenseVectors::meta);
  }

  /**
   * Shows the dense vectors in the order of doc ids, of one state of the index, for whoever looks
   * at each: all at once where they are kept in memory, else in blocks that are gone afterwards.
   *
   * @param scan is called on this thread, and asks the reader nothing
   */
  default void scanDenseVectors(Consumer<DenseVectors> scan) {
    denseVectors().ifPresent(scan);
  }

  /** The MinHash signatures; with a count of 0 if the index has none. */
  MinHashSignatures minHashSignatures();

  /** The source files the index was made from, ordered by path. */
  List<FileEntry> files();

  @Override
  void close();
}
