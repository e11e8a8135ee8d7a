package dev.sluice.retrieval;

import dev.sluice.core.CharGrams;
import dev.sluice.core.Chunk;
import dev.sluice.core.ChunkSummary;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.DenseVectors;
import dev.sluice.core.DocIdSet;
import dev.sluice.core.FileEntry;
import dev.sluice.core.FullTextIndex;
import dev.sluice.core.FullTextWeights;
import dev.sluice.core.IndexReader;
import dev.sluice.core.MinHash;
import dev.sluice.core.MinHashSignatures;
import dev.sluice.core.Mode;
import dev.sluice.core.PhraseGrams;
import dev.sluice.core.Postings;
import dev.sluice.core.ScoredDoc;
import dev.sluice.core.TokenStats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An index made of documents given in a test, each answer computed from them in the plainest way. A
 * document that is an orphan has postings, vectors and signatures but no chunk. The full-text score
 * is the number of terms of the raw identifiers and the tokens that match.
 */
class InMemoryIndex implements IndexReader, FullTextIndex {
  static final String MODEL = "test";

  /** One document: its name is a raw identifier, which full text finds as such. */
  record Doc(
      int docId, String name, List<String> tokens, double weight, boolean orphan, byte[] vector) {

    static Doc of(int docId, String... tokens) {
      return new Doc(docId, "", List.of(tokens), 1, false, null);
    }

    Doc named(String newName) {
      return new Doc(docId, newName, tokens, weight, orphan, vector);
    }

    Doc weighing(double newWeight) {
      return new Doc(docId, name, tokens, newWeight, orphan, vector);
    }

    Doc orphaned() {
      return new Doc(docId, name, tokens, weight, true, vector);
    }

    Doc at(int... bytes) {
      byte[] newVector = new byte[bytes.length];
      for (int i = 0; i < bytes.length; i++) {
        newVector[i] = (byte) bytes[i];
      }
      return new Doc(docId, name, tokens, weight, orphan, newVector);
    }

    ChunkSummary summary() {
      return new ChunkSummary(docId, "c" + docId, "f" + docId, 1, 2, "method", name, name);
    }

    Set<String> phrases() {
      Set<String> phrases = new HashSet<>();
      PhraseGrams.collect(tokens, phrases);
      return phrases;
    }

    Set<String> grams() {
      Set<String> grams = new HashSet<>();
      tokens.forEach(token -> CharGrams.collect(token, grams));
      return grams;
    }
  }

  private final TreeMap<Integer, Doc> docs = new TreeMap<>();
  private final DenseMeta denseMeta;
  private int calls;

  InMemoryIndex(DenseMeta denseMeta, Collection<Doc> docs) {
    this.denseMeta = denseMeta;
    docs.forEach(doc -> this.docs.put(doc.docId(), doc));
  }

  /** An index whose vectors have as many dimensions as those of the first document that has one. */
  static InMemoryIndex of(Collection<Doc> docs) {
    int dims =
        docs.stream()
            .filter(d -> d.vector() != null)
            .mapToInt(d -> d.vector().length)
            .findAny()
            .orElse(0);
    return new InMemoryIndex(new DenseMeta(dims, 2.0 / 255, MODEL), docs);
  }

  static InMemoryIndex of(Doc... docs) {
    return of(List.of(docs));
  }

  Collection<Doc> docs() {
    return docs.values();
  }

  /** How many look-ups of terms there were. */
  int termCalls() {
    return calls;
  }

  @Override
  public Mode mode() {
    return Mode.CODE;
  }

  @Override
  public TokenStats tokenStats() {
    double average = docs.values().stream().mapToInt(d -> d.tokens().size()).average().orElse(0);
    return new TokenStats(average, docs.size());
  }

  @Override
  public List<Chunk> chunks(int[] docIds) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<ChunkSummary> summaries(int[] docIds) {
    return Arrays.stream(docIds)
        .filter(this::hasChunk)
        .mapToObj(id -> docs.get(id).summary())
        .toList();
  }

  @Override
  public int[] docIdsOf(String file) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Postings> tokenPostings(List<String> tokens) {
    requireDistinct(tokens);
    return tokens.stream().map(this::postings).toList();
  }

  @Override
  public List<int[]> phrasePostings(List<String> phrases) {
    requireDistinct(phrases);
    return phrases.stream().map(phrase -> idsWhere(Doc::phrases, phrase)).toList();
  }

  @Override
  public List<int[]> chargramPostings(List<String> grams) {
    requireDistinct(grams);
    return grams.stream().map(gram -> idsWhere(Doc::grams, gram)).toList();
  }

  @Override
  public int[] docLengths(int[] docIds) {
    return Arrays.stream(docIds).map(id -> docs.get(id).tokens().size()).toArray();
  }

  @Override
  public double[] weights(int[] docIds) {
    return Arrays.stream(docIds).mapToDouble(id -> docs.get(id).weight()).toArray();
  }

  @Override
  public int[] existing(int[] docIds) {
    return Arrays.stream(docIds).filter(this::hasChunk).sorted().distinct().toArray();
  }

  @Override
  public Optional<DenseVectors> denseVectors() {
    int[] docIds = ids(doc -> doc.vector() != null);
    if (docIds.length == 0) {
      return Optional.empty();
    }
    byte[] data = new byte[docIds.length * denseMeta.dims()];
    for (int i = 0; i < docIds.length; i++) {
      System.arraycopy(
          docs.get(docIds[i]).vector(), 0, data, i * denseMeta.dims(), denseMeta.dims());
    }
    return Optional.of(new DenseVectors(denseMeta, docIds, data));
  }

  @Override
  public MinHashSignatures minHashSignatures() {
    int[] docIds = ids(doc -> !doc.tokens().isEmpty());
    int[] data =
        Arrays.stream(docIds)
            .flatMap(id -> Arrays.stream(MinHash.signature(docs.get(id).tokens())))
            .toArray();
    return new MinHashSignatures(docIds, data);
  }

  @Override
  public List<FileEntry> files() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<ScoredDoc> fullText(List<String> terms, FullTextWeights weights, int limit) {
    var found = new ArrayList<ScoredDoc>();
    for (Doc doc : docs.values()) {
      var words = new ArrayList<>(doc.tokens());
      words.add(doc.name().toLowerCase(Locale.ROOT));
      if (words.containsAll(terms)) {
        long matches = words.stream().filter(terms::contains).count();
        found.add(new ScoredDoc(doc.docId(), matches * doc.weight()));
      }
    }
    found.sort(ScoredDoc.BEST_FIRST);
    return found.subList(0, Math.min(limit, found.size()));
  }

  @Override
  public List<ScoredDoc> fullTextAmong(
      DocIdSet docIds, List<String> terms, FullTextWeights weights) {
    return fullText(terms, weights, Integer.MAX_VALUE).stream()
        .filter(doc -> docIds.test(doc.docId()))
        .toList();
  }

  @Override
  public void close() {}

  private void requireDistinct(List<String> terms) {
    calls++;
    if (new HashSet<>(terms).size() != terms.size()) {
      throw new AssertionError("a term was asked for twice: " + terms);
    }
  }

  private boolean hasChunk(int docId) {
    return docs.containsKey(docId) && !docs.get(docId).orphan();
  }

  private Postings postings(String token) {
    int[] docIds = ids(doc -> doc.tokens().contains(token));
    int[] frequencies =
        Arrays.stream(docIds)
            .map(id -> Collections.frequency(docs.get(id).tokens(), token))
            .toArray();
    return new Postings(docIds, frequencies);
  }

  private int[] idsWhere(Function<Doc, Set<String>> terms, String term) {
    return ids(doc -> terms.apply(doc).contains(term));
  }

  private int[] ids(Predicate<Doc> predicate) {
    return docs.values().stream().filter(predicate).mapToInt(Doc::docId).toArray();
  }
}
