package dev.sluice.contract;

import dev.sluice.core.CharGrams;
import dev.sluice.core.Chunk;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.DenseVectors;
import dev.sluice.core.FileEntry;
import dev.sluice.core.MinHash;
import dev.sluice.core.MinHashSignatures;
import dev.sluice.core.Mode;
import dev.sluice.core.PhraseGrams;
import dev.sluice.core.Postings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes content for an index: the same content for the same seed and size, consistent as a
 * producer's is, and full of what real files hold and readers trip over: control and non-BMP
 * characters, terms longer than an LMDB key, fields that are null next to fields that are empty,
 * chunks without tokens, without vectors and without weights, files without chunks.
 */
public final class ModelGenerator {
  /** Bytes of a dense vector. */
  public static final int DIMS = 16;

  private static final int WORDS = 400;
  private static final int CHUNKS_PER_FILE = 7;
  private static final int MAX_TOKENS = 12;
  private static final List<String> ODD_WORDS =
      List.of("it's", "a\"b", "😀", "tab\there", "\u0002", "ünïcode", "x".repeat(600), "null", "%");

  private final Random random;
  private final Mode mode;
  private final boolean gaps;
  private final NavigableMap<Integer, Chunk> chunks = new TreeMap<>();
  private final NavigableMap<Integer, Integer> lengths = new TreeMap<>();
  private final Map<String, NavigableMap<Integer, Integer>> tokens = new TreeMap<>();
  private final Map<String, NavigableMap<Integer, Integer>> phrases = new TreeMap<>();
  private final Map<String, NavigableMap<Integer, Integer>> chargrams = new TreeMap<>();
  private final NavigableMap<Integer, int[]> signatures = new TreeMap<>();
  private final NavigableMap<Integer, byte[]> vectors = new TreeMap<>();

  private ModelGenerator(Mode mode, long seed, boolean gaps) {
    this.mode = mode;
    this.random = new Random(seed);
    this.gaps = gaps;
  }

  /** Content with the doc ids 0 to {@code size - 1}, as after a full build. */
  public static IndexModel dense(Mode mode, long seed, int size) {
    return new ModelGenerator(mode, seed, false).generate(size);
  }

  /** Content with gaps between the doc ids, as after incremental updates. */
  public static IndexModel withGaps(Mode mode, long seed, int size) {
    return new ModelGenerator(mode, seed, true).generate(size);
  }

  private IndexModel generate(int size) {
    int docId = 0;
    for (int i = 0; i < size; i++) {
      add(docId, file(i / CHUNKS_PER_FILE));
      docId += gaps && random.nextInt(5) == 0 ? 1 + random.nextInt(9) : 1;
    }
    return new IndexModel(
        mode,
        chunks,
        lengths,
        postings(),
        docIds(phrases),
        docIds(chargrams),
        Optional.of(denseVectors()),
        minHashSignatures(),
        files((size + CHUNKS_PER_FILE - 1) / CHUNKS_PER_FILE));
  }

  private static String file(int number) {
    return String.format("src/%03d ü's.java", number);
  }

  private void add(int docId, String file) {
    List<String> words = words();
    chunks.put(docId, chunk(docId, file, words));
    lengths.put(docId, words.size());
    count(tokens, words, docId);
    var terms = new ArrayList<String>();
    PhraseGrams.collect(words, terms);
    count(phrases, terms, docId);
    var grams = new HashSet<String>();
    words.forEach(word -> CharGrams.collect(word, grams));
    count(chargrams, grams, docId);
    if (!words.isEmpty()) {
      signatures.put(docId, MinHash.signature(words));
    }
    byte[] vector = new byte[DIMS];
    random.nextBytes(vector);
    if (random.nextInt(10) > 0) {
      vectors.put(docId, vector);
    }
  }

  /** Small numbers are frequent, so that some posting lists are long and most are short. */
  private List<String> words() {
    var words = new ArrayList<String>();
    int length = random.nextInt(MAX_TOKENS + 1);
    for (int i = 0; i < length; i++) {
      int number = (int) (WORDS * Math.pow(random.nextDouble(), 4));
      words.add(number < ODD_WORDS.size() ? ODD_WORDS.get(number) : "word" + number);
    }
    return words;
  }

  private Chunk chunk(int docId, String file, List<String> words) {
    boolean sparse = random.nextInt(4) == 0;
    int start = random.nextInt(10_000);
    return new Chunk(
        docId,
        sparse ? null : "chunk-" + docId,
        mode,
        file,
        start,
        start + 10,
        sparse ? null : 1 + start / 10,
        sparse ? null : 2 + start / 10,
        ".java",
        sparse ? null : "MethodDeclaration",
        sparse ? "" : "Outer.m" + docId,
        random.nextBoolean() ? "" : "headline of " + docId + " 😀",
        "[]",
        sparse ? null : "[\"\\u0001\"]",
        sparse ? null : 0.5 + random.nextInt(4),
        words.isEmpty() ? null : json(words),
        null,
        sparse ? null : "{\"calls\":[]}",
        "{\"signature\":\"void m()\"}",
        "{}",
        "{}",
        "[]",
        "[]",
        sparse ? null : "2026-11-24T00:00:00Z",
        sparse ? "" : "Zoë",
        sparse ? null : random.nextInt(400) / 4.0,
        "[]");
  }

  private static String json(List<String> words) {
    return words.stream()
        .map(word -> word.replace("\"", "\\\"").replace("\t", "\\t").replace("\u0002", "\\u0002"))
        .collect(Collectors.joining("\",\"", "[\"", "\"]"));
  }

  private static void count(
      Map<String, NavigableMap<Integer, Integer>> lists, Collection<String> terms, int docId) {
    for (String term : terms) {
      lists.computeIfAbsent(term, t -> new TreeMap<>()).merge(docId, 1, Integer::sum);
    }
  }

  private NavigableMap<String, Postings> postings() {
    var postings = new TreeMap<String, Postings>();
    tokens.forEach(
        (token, list) ->
            postings.put(token, new Postings(ints(list.keySet()), ints(list.values()))));
    return postings;
  }

  private static NavigableMap<String, int[]> docIds(
      Map<String, NavigableMap<Integer, Integer>> lists) {
    var docIds = new TreeMap<String, int[]>();
    lists.forEach((term, list) -> docIds.put(term, ints(list.keySet())));
    return docIds;
  }

  private DenseVectors denseVectors() {
    byte[] data = new byte[vectors.size() * DIMS];
    int position = 0;
    for (byte[] vector : vectors.values()) {
      System.arraycopy(vector, 0, data, position, DIMS);
      position += DIMS;
    }
    return new DenseVectors(new DenseMeta(DIMS, 2.0 / 255, "random"), ints(vectors.keySet()), data);
  }

  private MinHashSignatures minHashSignatures() {
    int[] data = new int[signatures.size() * MinHash.POSITIONS];
    int position = 0;
    for (int[] signature : signatures.values()) {
      System.arraycopy(signature, 0, data, position, MinHash.POSITIONS);
      position += MinHash.POSITIONS;
    }
    return new MinHashSignatures(ints(signatures.keySet()), data);
  }

  /** One file in five says nothing but its name, and the last one has no chunks. */
  private List<FileEntry> files(int withChunks) {
    Map<String, Long> counts =
        chunks.values().stream().collect(Collectors.groupingBy(Chunk::file, Collectors.counting()));
    var files = new ArrayList<FileEntry>();
    for (int i = 0; i <= withChunks; i++) {
      boolean silent = i % 5 == 0;
      files.add(
          new FileEntry(
              file(i),
              silent ? null : "hash" + i,
              silent ? null : 1_700_000_000_000.25 + i,
              silent ? null : 5_000_000_000L + i,
              counts.getOrDefault(file(i), 0L).intValue()));
    }
    return files;
  }

  private static int[] ints(Collection<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }
}
