package dev.sluice.build;

import dev.sluice.artifact.Bundle;
import dev.sluice.artifact.BundleWriter;
import dev.sluice.artifact.ChunkRecord;
import dev.sluice.artifact.JsonText;
import dev.sluice.core.Chunk;
import dev.sluice.core.ChunkTerms;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.MinHash;
import dev.sluice.core.Mode;
import dev.sluice.core.Quantizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;

/** The bundles of a tree of files that is edited at random, made from a seed. */
final class EditedFiles {
  static final Mode MODE = Mode.CODE;
  private static final DenseMeta DENSE = new DenseMeta(4, Quantizer.DEFAULT.step(), "edited");

  private static final List<String> WORDS =
      List.of(
          "get", "set", "row", "map", "bind", "ünï", "名", "x1", "null", "for", "query", "handle");

  /** From the start of one chunk to that of the next. */
  private static final int LINES = 10;

  /** Is never edited, so that the index always has rows of every kind. */
  private static final String ANCHOR = "anchor.java";

  /** Words that no tokenizer makes, and other programs may. */
  private static final List<String> ODD_WORDS =
      List.of(
          "a b", "", "tab\t", "\u0001", "😀", "\"q\"", "\\", "%", "\u0000", "{", "x".repeat(700));

  private static final List<String> ODD_FOLDERS =
      List.of("a", "A", "src/with space", "ü", "😀", "it's", "100%", "deep/".repeat(60) + "end");

  private final Random random;
  private final boolean ofProducer;
  private final TreeMap<String, Bundle> files = new TreeMap<>();
  private int made;

  /**
   * @param ofProducer whether the terms are those that Sluice's producer makes
   */
  EditedFiles(long seed, int count, boolean ofProducer) {
    this.random = new Random(seed);
    this.ofProducer = ofProducer;
    put(ANCHOR, 3);
    for (int i = 0; i < count; i++) {
      put(path(), size());
    }
  }

  Collection<Bundle> bundles() {
    return files.values();
  }

  /** Writes all bundles and the manifest. */
  void write(Path folder) {
    try (var writer = new BundleWriter(folder, MODE, DENSE)) {
      files.values().forEach(writer::add);
      writer.publish();
    }
  }

  /** Edits a few files. */
  void edit() {
    for (int edits = 1 + random.nextInt(5); edits > 0; edits--) {
      switch (random.nextInt(10)) {
        case 0 -> put(path(), size());
        case 1 -> files.remove(any());
        case 2 -> resize(any(), 0);
        case 3 -> grow(any());
        case 4 -> shrink(any());
        case 5 -> rename(any(), path());
        case 6 -> changeCase(any());
        case 7, 8 -> retouch(any());
        default -> resize(any(), files.get(any()).chunks().size());
      }
    }
  }

  private void resize(String file, int chunks) {
    put(file, chunks);
  }

  private void grow(String file) {
    put(file, files.get(file).chunks().size() + 1 + random.nextInt(4));
  }

  private void shrink(String file) {
    put(file, files.get(file).chunks().size() / 2);
  }

  private void rename(String file, String target) {
    int chunks = files.remove(file).chunks().size();
    put(target, chunks);
  }

  /** Two files then, where the file system tells them apart as a database does. */
  private void changeCase(String file) {
    boolean upper = file.equals(file.toUpperCase(Locale.ROOT));
    rename(file, upper ? file.toLowerCase(Locale.ROOT) : file.toUpperCase(Locale.ROOT));
  }

  /**
   * As people edit: some chunks are gone, some are others, most are as they were or moved, and each
   * is below the one before.
   */
  private void retouch(String file) {
    var records = new ArrayList<ChunkRecord>();
    int ordinal = 0;
    for (ChunkRecord record : files.get(file).chunks()) {
      switch (random.nextInt(5)) {
        case 0 -> {}
        case 1 -> records.add(record(file, ordinal++));
        case 2 -> records.add(moved(record, ordinal++));
        default -> {
          records.add(record);
          ordinal = record.chunk().start() / LINES + 1;
        }
      }
    }
    put(file, records);
  }

  private ChunkRecord moved(ChunkRecord record, int ordinal) {
    List<String> tokens = record.tokens() == null ? List.of() : record.tokens();
    return new ChunkRecord(
        chunk(record.chunk().file(), ordinal, record.chunk().name(), tokens),
        record.tokens(),
        record.signature(),
        record.doc(),
        record.ngrams(),
        record.chargrams(),
        record.minhash(),
        record.embedding());
  }

  private String any() {
    if (files.size() == 1) {
      put(path(), 2);
    }
    List<String> paths = new ArrayList<>(files.keySet());
    paths.remove(ANCHOR);
    return paths.get(random.nextInt(paths.size()));
  }

  private String path() {
    return pick(ODD_FOLDERS) + "/" + pick(WORDS) + made++ + ".java";
  }

  private int size() {
    return random.nextInt(5);
  }

  private void put(String file, int chunks) {
    var records = new ArrayList<ChunkRecord>();
    for (int i = 0; i < chunks; i++) {
      records.add(record(file, i));
    }
    put(file, records);
  }

  private void put(String file, List<ChunkRecord> records) {
    made++;
    files.put(
        file,
        new Bundle(
            file, "hash" + made, 1.7e12 + made / 8.0, (long) random.nextInt(9), records, null));
  }

  private ChunkRecord record(String file, int ordinal) {
    String name =
        !file.equals(ANCHOR) && random.nextInt(4) == 0 ? "" : pick(WORDS) + "." + pick(WORDS);
    String signature = random.nextInt(3) == 0 ? null : name + "(" + pick(WORDS) + ")";
    String doc = random.nextInt(3) == 0 ? null : String.join(" ", words(6));
    List<String> tokens =
        ofProducer ? ChunkTerms.tokens(file, name, words(8)) : oddWords(file, random.nextInt(9));
    List<String> stored = tokens.isEmpty() ? null : tokens;
    return new ChunkRecord(
        chunk(file, ordinal, name, tokens),
        stored,
        signature,
        doc,
        ofProducer
            ? List.copyOf(ChunkTerms.phrases(file, name, signature, doc, tokens))
            : distinct(oddWords(file, 5)),
        ofProducer ? List.copyOf(ChunkTerms.chargrams(name)) : distinct(oddWords(file, 4)),
        MinHash.signature(tokens),
        vector());
  }

  private Chunk chunk(String file, int ordinal, String name, List<String> tokens) {
    return new Chunk(
        ordinal,
        "chunk" + made++,
        MODE,
        file,
        ordinal * LINES,
        ordinal * LINES + LINES - 1,
        random.nextBoolean() ? null : ordinal + 1,
        ordinal + 1,
        ".java",
        "MethodDeclaration",
        name,
        random.nextBoolean() ? "" : null,
        "[]",
        null,
        0.5 + random.nextInt(3),
        tokens.isEmpty() ? null : JsonText.of(tokens),
        null,
        null,
        null,
        "{\"n\":1}",
        null,
        null,
        null,
        null,
        random.nextBoolean() ? "" : null,
        random.nextInt(9) / 4.0,
        null);
  }

  private byte[] vector() {
    byte[] vector = new byte[DENSE.dims()];
    random.nextBytes(vector);
    return vector;
  }

  private List<String> words(int most) {
    var words = new ArrayList<String>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      words.add(random.nextInt(5) == 0 ? "w" + random.nextInt(200) : pick(WORDS));
    }
    return words;
  }

  private List<String> oddWords(String file, int most) {
    var words = new ArrayList<>(words(most));
    // A vocabulary without a term may not grow by a fraction of itself, however large.
    if (random.nextBoolean() || file.equals(ANCHOR)) {
      words.add(pick(ODD_WORDS));
    }
    return words;
  }

  private static List<String> distinct(List<String> terms) {
    return terms.stream().distinct().toList();
  }

  private String pick(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
