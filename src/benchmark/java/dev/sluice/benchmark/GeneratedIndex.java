package dev.sluice.benchmark;

import dev.sluice.artifact.ArtifactWriter;
import dev.sluice.artifact.Bundle;
import dev.sluice.artifact.BundleWriter;
import dev.sluice.artifact.ChunkRecord;
import dev.sluice.core.Chunk;
import dev.sluice.core.ChunkTerms;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.MinHash;
import dev.sluice.core.Mode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * An index of any size with the term distribution of code, the same for the same size on every
 * machine: workload W of docs/performance.md, which compares the two. Words follow Zipf's law, and
 * most of them follow the same few others, as in code.
 */
public final class GeneratedIndex {
  private static final int CHUNKS_PER_FILE = 9;

  /** Lines that an edit adds. */
  private static final int LONGER = 2;

  /** Chances in {@code OUT_OF} that a word stands where it does by itself. */
  private static final int ANEW = 1;

  private static final int OUT_OF = 6;

  /** How many words a word is followed by otherwise. */
  private static final int FOLLOWERS = 3;

  private static final String[] SYLLABLES = {
    "get", "set", "co", "ve", "te", "in", "map", "per", "si", "tor", "ha", "le", "st", "row", "qu",
    "ry", "bi", "ar", "gu", "me", "fa", "to", "ty", "col", "umn", "na",
  };

  private final int chunks;
  private final Edit edit;
  private final Density density;
  private final int vocabulary;

  /**
   * @param chunks how many, above 0
   */
  public GeneratedIndex(int chunks) {
    this(chunks, Density.FULL, Edit.NONE);
  }

  /** The same after an edit. */
  GeneratedIndex(int chunks, Density density, Edit edit) {
    this.chunks = chunks;
    this.density = density;
    this.edit = edit;
    // Heaps' law with the usual exponent, so that larger indexes have new words too.
    this.vocabulary = (int) (60 * Math.sqrt((double) chunks * density.distinctWords));
  }

  /** How the vectors are made. */
  public DenseMeta dense() {
    return new DenseMeta(density.dims, 1.0, "generated");
  }

  /** Hands over the file of every bundle, in the order of paths. */
  public void forEach(Consumer<Bundle> sink) {
    for (int file = 0, from = 0; from < chunks; file++, from += CHUNKS_PER_FILE) {
      sink.accept(bundle(file, Math.min(CHUNKS_PER_FILE, chunks - from)));
    }
  }

  /** Writes the artifacts and the bundles of an index root. */
  public void write(Path root) {
    writeArtifacts(root);
    writeBundles(root);
  }

  /**
   * Writes the artifacts of an index root. The writer keeps 12 bytes a posting and every term until
   * the end; all else passes by.
   */
  public void writeArtifacts(Path root) {
    var clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    Path folder = new IndexLayout(root).artifacts(Mode.CODE);
    try (var artifacts = new ArtifactWriter(folder, Mode.CODE, dense(), clock)) {
      forEach(artifacts::add);
      artifacts.publish();
    }
  }

  /** Writes the bundles of an index root. */
  public void writeBundles(Path root) {
    Path folder = new IndexLayout(root).incremental(Mode.CODE);
    try (var bundles = new BundleWriter(folder, Mode.CODE, dense())) {
      forEach(bundles::add);
      bundles.publish();
    }
  }

  private Bundle bundle(int file, int count) {
    var random = new SplittableRandom(file);
    String path = "src/module%04d/%07d%s.java".formatted(file / 20, file, capital(word(random)));
    boolean isEdited = isEdited(file);
    var other = new SplittableRandom(~file);
    var records = new ArrayList<ChunkRecord>();
    for (int i = 0; i < count; i++) {
      int further = isEdited && i > count / 2 ? LONGER : 0;
      ChunkRecord before = record(path, i, further, random);
      boolean changes = isEdited && (edit.everyChunk() || i == count / 2);
      records.add(changes ? record(path, i, further, other) : before);
    }
    String hash = (isEdited ? "e" : "0") + "%039x".formatted(file);
    return new Bundle(path, hash, 1.7e12 + file, 4_000L, records, null);
  }

  private boolean isEdited(int file) {
    int files = (chunks + CHUNKS_PER_FILE - 1) / CHUNKS_PER_FILE;
    int apart = Math.max(1, files / Math.max(1, edit.files()));
    return file % apart == 0 && file / apart < edit.files();
  }

  private ChunkRecord record(String file, int ordinal, int further, SplittableRandom random) {
    List<String> words = words(random);
    List<String> nameWords = words.subList(0, density.wordsOfName);
    String name =
        nameWords.stream().map(GeneratedIndex::capital).collect(Collectors.joining()) + ordinal;
    String signature =
        name
            + "("
            + String.join(" ", words.subList(density.wordsOfName, density.wordsOfSignature))
            + ")";
    var vector = new byte[density.dims];
    random.nextBytes(vector);
    return new ChunkRecord(
        chunk(file, ordinal, further, name, words, random),
        words,
        signature,
        "",
        List.copyOf(ChunkTerms.phrases(file, name, signature, "", words)),
        List.copyOf(ChunkTerms.chargrams(name)),
        MinHash.signature(words),
        vector);
  }

  private Chunk chunk(
      String file,
      int ordinal,
      int further,
      String name,
      List<String> words,
      SplittableRandom random) {
    String context = array(words.subList(0, Math.min(10, words.size())));
    return new Chunk(
        0,
        "%016x".formatted(random.nextLong()),
        Mode.CODE,
        file,
        ordinal * 400 + 30 * further,
        ordinal * 400 + 30 * further + 390,
        ordinal * 12 + further + 1,
        ordinal * 12 + further + 12,
        ".java",
        "MethodDeclaration",
        name,
        String.join(" ", words.subList(0, 4)),
        context,
        context,
        1.0,
        array(words),
        null,
        relations(words),
        "{\"doc\":\"\",\"params\":" + context + ",\"returns\":null,\"reads\":" + array(words) + "}",
        "{\"loc\":12,\"fan\":" + random.nextInt(9) + "}",
        "{}",
        "[]",
        "[]",
        "2024-01-01T00:00:00Z",
        "someone",
        random.nextInt(100) / 4.0,
        "[\"someone\"]");
  }

  /** Calls with their details take most of a chunk in indexes of the peer. */
  private static String relations(List<String> words) {
    return words.subList(0, words.size() / 4).stream()
        .map(
            w ->
                "{\"caller\":\""
                    + words.get(0)
                    + "\",\"callee\":\""
                    + w
                    + "\",\"line\":12,\"args\":[\""
                    + w
                    + "\"]}")
        .collect(Collectors.joining(",", "{\"callDetails\":[", "]}"));
  }

  private static String array(List<String> words) {
    return words.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
  }

  private List<String> words(SplittableRandom random) {
    Set<String> distinct = new LinkedHashSet<>();
    for (String word = word(random);
        distinct.size() < density.distinctWords;
        word = after(word, random)) {
      distinct.add(word);
    }
    var words = new ArrayList<>(distinct);
    while (words.size() < density.words) {
      words.add(words.get(random.nextInt(distinct.size())));
    }
    return words;
  }

  /** Code repeats itself: most words follow the same few others wherever they stand. */
  private String after(String word, SplittableRandom random) {
    return word(
        random.nextInt(OUT_OF) < ANEW
            ? random
            : new SplittableRandom(word.hashCode() * 5L + random.nextInt(FOLLOWERS)));
  }

  /** The rank's logarithm is uniform: Zipf's law with exponent 1. */
  private String word(SplittableRandom random) {
    return word((int) Math.exp(random.nextDouble() * Math.log(vocabulary)));
  }

  /**
   * A word by its rank.
   *
   * @param rank from 1, the word that occurs most
   */
  static String word(int rank) {
    var word = new StringBuilder();
    for (int rest = rank; rest > 0; rest /= SYLLABLES.length) {
      word.append(SYLLABLES[rest % SYLLABLES.length]);
    }
    return word.toString();
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  /**
   * Writes an index root.
   *
   * @param args the number of chunks, a folder, and perhaps a density; and if it is to be after an
   *     edit the number of edited files, and "rewritten" if every chunk of them is another; only
   *     the bundles are written then
   */
  public static void main(String[] args) {
    int chunks = Integer.parseInt(args[0]);
    Path root = Path.of(args[1]);
    Density density = args.length < 3 ? Density.FULL : Density.valueOf(args[2]);
    if (args.length < 4) {
      new GeneratedIndex(chunks, density, Edit.NONE).write(root);
    } else {
      var edit = new Edit(Integer.parseInt(args[3]), args.length > 4);
      new GeneratedIndex(chunks, density, edit).writeBundles(root);
    }
  }
}
