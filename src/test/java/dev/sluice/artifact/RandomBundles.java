package dev.sluice.artifact;

import dev.sluice.core.Chunk;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.MinHash;
import dev.sluice.core.Mode;
import dev.sluice.core.Quantizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/** Bundles with everything that may stand in them, made from a seed; doc ids count up from 0. */
public final class RandomBundles {
  public static final DenseMeta DENSE = new DenseMeta(5, Quantizer.DEFAULT.step(), "random");

  private static final String[] PIECES = {
    "a",
    "b",
    "Z",
    "0",
    " ",
    "/",
    "\\",
    "\"",
    "\u0000",
    "\u0001",
    "\b",
    "\n",
    "\u001f",
    "\u007f",
    "\u00e9",
    "\u2028",
    "\u27ec",
    "\uD83D\uDE00",
    "\uD800",
    "\uDFFF",
    "\uFFFF",
    "<"
  };

  private final Random random;
  private final boolean wellFormed;
  private int docId;

  RandomBundles(long seed) {
    this(seed, false);
  }

  private RandomBundles(long seed, boolean wellFormed) {
    this.random = new Random(seed);
    this.wellFormed = wellFormed;
  }

  /** Without halves of surrogate pairs, which no database can hold. */
  public static List<Bundle> wellFormed(long seed) {
    return new RandomBundles(seed, true).make();
  }

  /** A bundle with everything but, if the vector is null, vectors. */
  public static Bundle simple(String file, int chunks, byte[] vector) {
    var records = new ArrayList<ChunkRecord>();
    for (int i = 0; i < chunks; i++) {
      List<String> tokens = List.of("word", "w" + i);
      var chunk =
          new Chunk(
              i,
              file + i,
              Mode.CODE,
              file,
              i,
              i + 1,
              1,
              1,
              ".java",
              "k",
              "n" + i,
              "h",
              "[]",
              "[]",
              1.0,
              JsonText.of(tokens),
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null);
      records.add(
          new ChunkRecord(
              chunk,
              tokens,
              "s",
              "d",
              List.of("word\u0001w" + i),
              List.of("wor"),
              MinHash.signature(tokens),
              vector));
    }
    return new Bundle(file, "hash of " + file, 12.5, 10L, records, null);
  }

  List<Bundle> make() {
    var files = new TreeSet<String>();
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      files.add("src/" + i + name() + ".java");
    }
    return files.stream().map(this::bundle).toList();
  }

  private Bundle bundle(String file) {
    var chunks = new ArrayList<ChunkRecord>();
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      chunks.add(record(file));
    }
    Double mtimeMs = random.nextBoolean() ? null : (Double) (random.nextInt(1_000_000) / 8.0);
    return new Bundle(
        file, maybe(text()), mtimeMs, random.nextLong() >>> 12, chunks, maybe(object(Map.of())));
  }

  private ChunkRecord record(String file) {
    List<String> tokens = maybe(strings());
    String signature = maybe(text());
    String doc = maybe(text());
    int start = random.nextInt(1000);
    var chunk =
        new Chunk(
            docId++,
            maybe(text()),
            Mode.CODE,
            file,
            start,
            start + random.nextInt(1000),
            maybe(random.nextInt(99)),
            maybe(random.nextInt(99)),
            maybe(".java"),
            maybe(text()),
            maybe(text()),
            maybe(text()),
            maybe(JsonText.of(strings())),
            maybe(JsonText.of(strings())),
            maybe(random.nextInt(5) / 4.0),
            tokens == null || tokens.isEmpty() ? null : JsonText.of(tokens),
            null,
            maybe(object(Map.of())),
            docmeta(signature, doc),
            maybe(object(Map.of("n", random.nextDouble()))),
            maybe(object(Map.of())),
            maybe(JsonText.of(strings())),
            maybe("[]"),
            maybe("2026-01-01"),
            maybe(text()),
            maybe(random.nextInt(3) / 2.0),
            maybe(JsonText.of(strings())));
    return new ChunkRecord(
        chunk,
        tokens,
        signature,
        doc,
        maybe(strings()),
        maybe(strings()),
        tokens == null ? null : MinHash.signature(tokens),
        maybe(bytes()));
  }

  /** Docmeta holds the two full-text columns, or leaves them to the chunk. */
  private String docmeta(String signature, String doc) {
    if (random.nextBoolean()) {
      return null;
    }
    var members = new LinkedHashMap<String, Object>();
    members.put("signature", random.nextBoolean() ? signature : null);
    if (random.nextBoolean()) {
      members.put("doc", doc);
    }
    return object(members);
  }

  private String object(Map<String, Object> members) {
    var object = new LinkedHashMap<String, Object>(members);
    object.put("x" + name(), List.of(text(), Map.of()));
    return JsonText.of(object);
  }

  private byte[] bytes() {
    byte[] bytes = new byte[DENSE.dims()];
    random.nextBytes(bytes);
    return bytes;
  }

  private List<String> strings() {
    var strings = new ArrayList<String>();
    int count = random.nextInt(8);
    for (int i = 0; i < count; i++) {
      strings.add(text());
    }
    return strings;
  }

  /** Names of members hold no half of a surrogate pair, and paths no backslash. */
  private String name() {
    return text().replaceAll("[\\p{Cs}\\\\]", "");
  }

  private String text() {
    var text = new StringBuilder();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return wellFormed ? text.toString().replaceAll("\\p{Cs}", "") : text.toString();
  }

  private <T> T maybe(T value) {
    return random.nextInt(4) == 0 ? null : value;
  }
}
