package dev.sluice.retrieval.backend;

import dev.sluice.core.Chunk;
import dev.sluice.core.ChunkSummary;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.DenseVectors;
import dev.sluice.core.DocIdSet;
import dev.sluice.core.FileEntry;
import dev.sluice.core.FullTextIndex;
import dev.sluice.core.FullTextWeights;
import dev.sluice.core.IndexReader;
import dev.sluice.core.MinHashSignatures;
import dev.sluice.core.Mode;
import dev.sluice.core.PostingScan;
import dev.sluice.core.Postings;
import dev.sluice.core.ScoredDoc;
import dev.sluice.core.TokenStats;
import dev.sluice.retrieval.FullTextRanking;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Answers each question from the store that an index has when it is asked. It has no vector index,
 * because that of one store would be asked about another.
 */
final class FollowingReader implements IndexReader, FullTextIndex {
  private final Index index;
  private final Mode mode;
  private volatile boolean closed;

  FollowingReader(Index index, Mode mode) {
    this.index = index;
    this.mode = mode;
  }

  private <T> T ask(Function<IndexReader, T> question) {
    if (closed) {
      throw new IllegalStateException("the reader is closed");
    }
    return index.read(mode, question);
  }

  @Override
  public Mode mode() {
    return mode;
  }

  @Override
  public <T> T inOneState(Function<IndexReader, T> questions) {
    return ask(reader -> reader.inOneState(questions));
  }

  @Override
  public TokenStats tokenStats() {
    return ask(IndexReader::tokenStats);
  }

  @Override
  public List<Chunk> chunks(int[] docIds) {
    return ask(reader -> reader.chunks(docIds));
  }

  @Override
  public List<ChunkSummary> summaries(int[] docIds) {
    return ask(reader -> reader.summaries(docIds));
  }

  @Override
  public int[] docIdsOf(String file) {
    return ask(reader -> reader.docIdsOf(file));
  }

  @Override
  public List<Postings> tokenPostings(List<String> tokens) {
    return ask(reader -> reader.tokenPostings(tokens));
  }

  @Override
  public List<int[]> phrasePostings(List<String> phrases) {
    return ask(reader -> reader.phrasePostings(phrases));
  }

  @Override
  public List<int[]> chargramPostings(List<String> grams) {
    return ask(reader -> reader.chargramPostings(grams));
  }

  @Override
  public void scanPostings(List<String> tokens, PostingScan scan) {
    ask(
        reader -> {
          reader.scanPostings(tokens, scan);
          return null;
        });
  }

  @Override
  public int[] docIdsOfAny(List<String> phrases, List<String> chargrams) {
    return ask(reader -> reader.docIdsOfAny(phrases, chargrams));
  }

  @Override
  public int[] docLengths(int[] docIds) {
    return ask(reader -> reader.docLengths(docIds));
  }

  @Override
  public double[] weights(int[] docIds) {
    return ask(reader -> reader.weights(docIds));
  }

  @Override
  public int[] existing(int[] docIds) {
    return ask(reader -> reader.existing(docIds));
  }

  @Override
  public Optional<DenseVectors> denseVectors() {
    return ask(IndexReader::denseVectors);
  }

  @Override
  public Optional<DenseMeta> denseMeta() {
    return ask(IndexReader::denseMeta);
  }

  @Override
  public void scanDenseVectors(Consumer<DenseVectors> scan) {
    ask(
        reader -> {
          reader.scanDenseVectors(scan);
          return null;
        });
  }

  @Override
  public MinHashSignatures minHashSignatures() {
    return ask(IndexReader::minHashSignatures);
  }

  @Override
  public List<FileEntry> files() {
    return ask(IndexReader::files);
  }

  /**
   * {@inheritDoc}
   *
   * @throws dev.sluice.core.SluiceException with code USAGE if the store there is has none
   */
  @Override
  public List<ScoredDoc> fullText(List<String> terms, FullTextWeights weights, int limit) {
    return ask(reader -> FullTextRanking.indexOf(reader).fullText(terms, weights, limit));
  }

  /**
   * {@inheritDoc}
   *
   * @throws dev.sluice.core.SluiceException with code USAGE if the store there is has none
   */
  @Override
  public List<ScoredDoc> fullTextAmong(
      DocIdSet docIds, List<String> terms, FullTextWeights weights) {
    return ask(reader -> FullTextRanking.indexOf(reader).fullTextAmong(docIds, terms, weights));
  }

  /** Ends this view; the index stays open. */
  @Override
  public void close() {
    closed = true;
  }
}
