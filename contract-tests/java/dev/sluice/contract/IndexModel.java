package dev.sluice.contract;

import dev.sluice.core.Chunk;
import dev.sluice.core.ChunkSummary;
import dev.sluice.core.DenseVectors;
import dev.sluice.core.FileEntry;
import dev.sluice.core.IndexReader;
import dev.sluice.core.MinHashSignatures;
import dev.sluice.core.Mode;
import dev.sluice.core.PostingScan;
import dev.sluice.core.Postings;
import dev.sluice.core.TokenStats;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The content of an index as plain values, and the answers to every question about it, each in the
 * plainest way: what other readers are compared with. Immutable as long as its arrays are.
 *
 * @param chunks by doc id
 * @param lengths tokens of each chunk, by doc id; as many as there are chunks
 * @param tokens posting lists by token
 * @param phrases doc ids by phrase
 * @param chargrams doc ids by chargram
 * @param files ordered by path, with files that have no chunks
 */
public record IndexModel(
    Mode mode,
    NavigableMap<Integer, Chunk> chunks,
    NavigableMap<Integer, Integer> lengths,
    NavigableMap<String, Postings> tokens,
    NavigableMap<String, int[]> phrases,
    NavigableMap<String, int[]> chargrams,
    Optional<DenseVectors> denseVectors,
    MinHashSignatures minHashSignatures,
    List<FileEntry> files)
    implements IndexReader {

  private static final int[] NOWHERE = {};

  /** The doc ids there are, ascending. */
  public int[] docIds() {
    return chunks.keySet().stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public TokenStats tokenStats() {
    double average = lengths.values().stream().mapToInt(Integer::intValue).average().orElse(0);
    return new TokenStats(average, lengths.size());
  }

  @Override
  public List<Chunk> chunks(int[] docIds) {
    return found(docIds).toList();
  }

  @Override
  public List<ChunkSummary> summaries(int[] docIds) {
    return found(docIds).map(IndexModel::summary).toList();
  }

  @Override
  public int[] docIdsOf(String file) {
    return chunks.values().stream()
        .filter(chunk -> chunk.file().equals(file))
        .mapToInt(Chunk::docId)
        .toArray();
  }

  @Override
  public List<Postings> tokenPostings(List<String> terms) {
    return terms.stream().map(term -> tokens.getOrDefault(term, Postings.NONE)).toList();
  }

  @Override
  public List<int[]> phrasePostings(List<String> terms) {
    return terms.stream().map(term -> phrases.getOrDefault(term, NOWHERE)).toList();
  }

  @Override
  public List<int[]> chargramPostings(List<String> terms) {
    return terms.stream().map(term -> chargrams.getOrDefault(term, NOWHERE)).toList();
  }

  @Override
  public void scanPostings(List<String> terms, PostingScan scan) {
    List<Postings> lists = tokenPostings(terms);
    int[] frequencies = lists.stream().mapToInt(Postings::documentFrequency).toArray();
    scan.begin(frequencies, Double.POSITIVE_INFINITY);
    IntStream.range(0, frequencies.length)
        .filter(term -> frequencies[term] > 0)
        .boxed()
        .sorted(Comparator.comparingInt(term -> frequencies[term]))
        .forEach(term -> show(term, lists.get(term), scan));
  }

  private void show(int term, Postings postings, PostingScan scan) {
    scan.token(term, postings.documentFrequency());
    for (int i = 0; i < postings.documentFrequency(); i++) {
      int docId = postings.docIds()[i];
      if (chunks.containsKey(docId)) {
        double weight = weights(new int[] {docId})[0];
        scan.posting(docId, postings.frequencies()[i], lengths.getOrDefault(docId, 0), weight);
      }
    }
  }

  @Override
  public int[] docIdsOfAny(List<String> somePhrases, List<String> someGrams) {
    return Stream.concat(phrasePostings(somePhrases).stream(), chargramPostings(someGrams).stream())
        .flatMapToInt(Arrays::stream)
        .sorted()
        .distinct()
        .toArray();
  }

  @Override
  public int[] docLengths(int[] docIds) {
    return Arrays.stream(docIds).map(id -> lengths.getOrDefault(id, 0)).toArray();
  }

  @Override
  public double[] weights(int[] docIds) {
    return Arrays.stream(docIds)
        .mapToObj(chunks::get)
        .mapToDouble(chunk -> chunk == null || chunk.weight() == null ? 1 : chunk.weight())
        .toArray();
  }

  @Override
  public int[] existing(int[] docIds) {
    return Arrays.stream(docIds).filter(chunks::containsKey).sorted().distinct().toArray();
  }

  @Override
  public void close() {}

  private Stream<Chunk> found(int[] docIds) {
    return Arrays.stream(docIds).filter(chunks::containsKey).mapToObj(chunks::get);
  }

  private static ChunkSummary summary(Chunk chunk) {
    return new ChunkSummary(
        chunk.docId(),
        chunk.chunkId(),
        chunk.file(),
        chunk.startLine(),
        chunk.endLine(),
        chunk.kind(),
        chunk.name(),
        chunk.headline());
  }
}
