package dev.sluice.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Makes LMDB stores with one thing wrong each, or with nothing wrong. What gate and validation must
 * say of them is in {@code lmdb-verdicts.csv}.
 */
public final class LmdbFaults {
  private static final String TABLE = "lmdb-verdicts.csv";
  private static final String CHUNKS = "artifact:chunk_meta";
  private static final String TOKENS = "artifact:token_postings";
  private static final String PHRASES = "artifact:phrase_ngrams";
  private static final String FILES = "artifact:file_meta";
  private static final String SIGNATURES = "artifact:minhash_signatures";
  private static final String VECTORS = "artifact:dense_vectors_uint8";
  private static final byte[] FIRST_DOC = new byte[Integer.BYTES];
  private static final int PAGE_SIZE_OFFSET = 40;
  private static final int MAIN_ROOT_OFFSET = 128;
  private static final int LAST_PAGE_OFFSET = 136;
  private static final int TRANSACTION_OFFSET = 144;
  private static final int META_BYTES = 152;

  private LmdbFaults() {}

  /**
   * What must be said of a fixture.
   *
   * @param verdict of the gate
   * @param smoke the findings of a quick check, each as {@code KIND check}
   * @param full those of a full one
   */
  public record Expectation(String verdict, List<String> smoke, List<String> full) {}

  /** The table. */
  public static Map<String, Expectation> expectations() {
    var expectations = new LinkedHashMap<String, Expectation>();
    table()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .skip(1)
        .map(line -> line.split(",", -1))
        .forEach(
            cells ->
                expectations.put(
                    cells[0], new Expectation(cells[1], findings(cells[2]), findings(cells[3]))));
    return expectations;
  }

  private static List<String> findings(String cell) {
    return cell.isEmpty() ? List.of() : List.of(cell.split(" \\+ "));
  }

  private static String table() {
    try (InputStream in = LmdbFaults.class.getResourceAsStream(TABLE)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(TABLE + " cannot be read", e);
    }
  }

  /** Makes the fixture of that name, if this platform can hold it, in a folder not there yet. */
  public static void make(String name, Path folder) throws IOException, SQLException {
    recipes().get(name).make(folder);
  }

  /** The names of all fixtures. */
  public static Iterable<String> names() {
    return recipes().keySet();
  }

  private static Map<String, Recipe> recipes() {
    var recipes = new LinkedHashMap<String, Recipe>();
    files(recipes);
    pages(recipes);
    meta(recipes);
    records(recipes);
    return recipes;
  }

  private static void good(Path folder) {
    LmdbModels.write(GoodIndex.CONTENT, folder);
  }

  private static Recipe edited(Consumer<LmdbEdit> change) {
    return folder -> {
      good(folder);
      try (var edit = new LmdbEdit(folder)) {
        change.accept(edit);
      }
    };
  }

  private static Recipe bytes(UnaryOperator<byte[]> change) {
    return folder -> {
      good(folder);
      LmdbEdit.bytes(folder, change);
    };
  }

  private static Recipe written(byte[] content) {
    return folder -> Files.write(Files.createDirectory(folder).resolve("data.mdb"), content);
  }

  private static void files(Map<String, Recipe> recipes) {
    recipes.put("good", LmdbFaults::good);
    recipes.put("missing", folder -> {});
    recipes.put("empty-folder", Files::createDirectory);
    recipes.put("a-file", folder -> Files.writeString(folder, "text"));
    recipes.put("data-is-a-folder", f -> Files.createDirectories(f.resolve("data.mdb")));
    recipes.put("zero-byte", written(new byte[0]));
    recipes.put("one-byte", written(new byte[1]));
    recipes.put("zeros", written(new byte[1 << 20]));
    recipes.put("an-sqlite-database", LmdbFaults::makeSqlite);
    recipes.put("lock-file-beside", LmdbFaults::makeLockFile);
    recipes.put("truncated", bytes(b -> Arrays.copyOf(b, b.length / 2)));
    recipes.put("truncated-by-a-byte", bytes(b -> Arrays.copyOf(b, b.length - 1)));
    recipes.put("truncated-meta", bytes(b -> Arrays.copyOf(b, META_BYTES / 2)));
    recipes.put("truncated-to-a-meta", bytes(b -> Arrays.copyOf(b, pageSize(b))));
    recipes.put("longer-than-needed", bytes(b -> Arrays.copyOf(b, b.length + 5000)));
  }

  private static void makeSqlite(Path folder) throws IOException {
    GoodIndex.write(Files.createDirectory(folder).resolve("data.mdb"));
  }

  private static void makeLockFile(Path folder) throws IOException {
    good(folder);
    Files.write(folder.resolve("lock.mdb"), new byte[8192]);
  }

  private static void pages(Map<String, Recipe> recipes) {
    recipes.put("another-magic", number(16, 0xBEEFC0DFL, false));
    recipes.put("another-magic-in-one-meta", number(16, 0, true));
    recipes.put("another-data-version", number(20, 2, false));
    recipes.put("odd-page-size", number(PAGE_SIZE_OFFSET, 4095, false));
    recipes.put("huge-page-size", number(PAGE_SIZE_OFFSET, 1 << 30, false));
    recipes.put("last-page-beyond-the-file", newest(LAST_PAGE_OFFSET, 1 << 20));
    recipes.put("last-page-beyond-all", newest(LAST_PAGE_OFFSET, Long.MAX_VALUE));
    recipes.put("root-beyond-the-file", newest(MAIN_ROOT_OFFSET, 1 << 20));
    recipes.put("root-negative", newest(MAIN_ROOT_OFFSET, Long.MIN_VALUE));
    recipes.put("root-is-a-meta-page", newest(MAIN_ROOT_OFFSET, 1));
    recipes.put("noise-after-the-metas", bytes(LmdbFaults::noise));
    recipes.put("torn-newest-meta", newest(TRANSACTION_OFFSET, 0));
  }

  private static int pageSize(byte[] bytes) {
    return LmdbEdit.numbers(bytes).getInt(PAGE_SIZE_OFFSET);
  }

  private static Recipe number(int offset, long value, boolean second) {
    return bytes(
        b -> LmdbEdit.numbers(b).putInt(offset + (second ? pageSize(b) : 0), (int) value).array());
  }

  private static Recipe newest(int offset, long value) {
    return bytes(
        b -> {
          ByteBuffer numbers = LmdbEdit.numbers(b);
          int second = pageSize(b);
          boolean newer =
              numbers.getLong(second + TRANSACTION_OFFSET) > numbers.getLong(TRANSACTION_OFFSET);
          numbers.putLong(offset + (newer ? second : 0), value);
          return b;
        });
  }

  private static byte[] noise(byte[] bytes) {
    byte[] noise = new byte[bytes.length];
    new Random(1).nextBytes(noise);
    System.arraycopy(bytes, 0, noise, 0, 2 * pageSize(bytes));
    return noise;
  }

  private static void meta(Map<String, Recipe> recipes) {
    recipes.put("empty-environment", environment(edit -> {}));
    recipes.put("foreign-environment", environment(edit -> edit.put("a", "b")));
    recipes.put("too-old", edited(edit -> edit.put("meta:schemaVersion", "0")));
    recipes.put("too-new", edited(edit -> edit.put("meta:schemaVersion", "2")));
    recipes.put("version-is-no-number", edited(edit -> edit.put("meta:schemaVersion", "one")));
    recipes.put("no-version", edited(edit -> edit.delete("meta:schemaVersion")));
    recipes.put("no-mode", edited(edit -> edit.delete("meta:mode")));
    recipes.put("other-mode", edited(edit -> edit.put("meta:mode", "prose")));
    recipes.put("unknown-mode", edited(edit -> edit.put("meta:mode", "CODE")));
    for (String artifact : List.of(CHUNKS, TOKENS, PHRASES)) {
      recipes.put("no-" + artifact.substring(9), edited(edit -> edit.drop(artifact)));
    }
    recipes.put("artifact-is-a-value", edited(edit -> edit.drop(CHUNKS).put(CHUNKS, "[]")));
    recipes.put("extra-key", edited(edit -> edit.put("artifact:repo_map", "{}")));
    for (String key : List.of("createdAt", "sourceIndex", "chunkCount", "artifacts")) {
      recipes.put("no-" + key, edited(edit -> edit.delete("meta:" + key)));
    }
    recipes.put("no-manifest", edited(edit -> edit.delete("meta:artifactManifest")));
    recipes.put("manifest-is-text", edited(edit -> edit.put("meta:artifactManifest", "none")));
    recipes.put("other-chunk-count", edited(edit -> edit.put("meta:chunkCount", "61")));
    recipes.put(
        "unlisted-artifact-gone",
        edited(
            edit ->
                edit.drop(PHRASES)
                    .change(
                        null,
                        "meta:artifacts".getBytes(UTF_8),
                        list ->
                            new String(list, UTF_8)
                                .replace(",phrase_ngrams", "")
                                .getBytes(UTF_8))));
  }

  private static Recipe environment(Consumer<LmdbEdit> content) {
    return folder -> {
      try (var edit = new LmdbEdit(Files.createDirectory(folder))) {
        content.accept(edit);
      }
    };
  }

  private static void records(Map<String, Recipe> recipes) {
    recipes.put("chunk-gone", edited(edit -> edit.delete(CHUNKS, FIRST_DOC)));
    recipes.put("chunk-of-zeros", edited(edit -> edit.change(CHUNKS, FIRST_DOC, v -> new byte[3])));
    recipes.put(
        "chunk-changed", edited(edit -> edit.change(CHUNKS, FIRST_DOC, LmdbFaults::lastByte)));
    String token = GoodIndex.CONTENT.tokens().firstKey();
    recipes.put("token-gone", edited(edit -> edit.delete(TOKENS, token.getBytes(UTF_8))));
    recipes.put("postings-descend", postings(token, new int[] {9, 3}, new int[] {1, 1}));
    recipes.put("posting-beyond-the-chunks", postings(token, new int[] {9, 60}, new int[] {1, 1}));
    recipes.put("posting-of-frequency-0", postings(token, new int[] {3, 9}, new int[] {1, 0}));
    recipes.put("lengths-cut", edited(edit -> edit.change(TOKENS, key("docLengths"), cut(1))));
    recipes.put("separator-changed", bytes(LmdbFaults::separatorChanged));
    recipes.put("file-record-cut", edited(edit -> edit.change(FILES, firstFile(), cut(4))));
    recipes.put("vectors-cut", edited(edit -> edit.change(VECTORS, key("data"), cut(1))));
    recipes.put("vectors-without-meta", edited(edit -> edit.delete(VECTORS, key("meta"))));
    recipes.put("signatures-cut", edited(edit -> edit.change(SIGNATURES, key("data"), cut(4))));
    recipes.put(
        "signature-changed",
        edited(edit -> edit.change(SIGNATURES, key("data"), LmdbFaults::lastByte)));
  }

  /** The root of the chunks sends look-ups for half of its pages to the first. */
  private static byte[] separatorChanged(byte[] bytes) {
    ByteBuffer numbers = LmdbEdit.numbers(bytes);
    byte[] name = CHUNKS.getBytes(UTF_8);
    int page = pageSize(bytes);
    for (int at = bytes.length - name.length - page; ; at--) {
      if (Arrays.equals(bytes, at, at + name.length, name, 0, name.length)
          && numbers.getShort(at - 2) == name.length
          && numbers.getShort(at - 4) == 2) {
        int root = (int) numbers.getLong(at + name.length + 40) * page;
        int node = root + numbers.getChar(root + 16 + 2);
        bytes[node + 8] = 0x7F;
        return bytes;
      }
    }
  }

  /** Two postings of narrow form in place of those of a token. */
  private static Recipe postings(String token, int[] docIds, int[] frequencies) {
    byte[] list = new byte[1 + 2 * Short.BYTES + 2];
    LmdbEdit.numbers(list)
        .put((byte) 2)
        .putShort((short) docIds[0])
        .putShort((short) docIds[1])
        .put((byte) frequencies[0])
        .put((byte) frequencies[1]);
    return edited(edit -> edit.put(TOKENS, token.getBytes(UTF_8), list));
  }

  private static byte[] firstFile() {
    return GoodIndex.CONTENT.files().get(0).file().getBytes(UTF_8);
  }

  private static byte[] key(String array) {
    byte[] key = ("?" + array).getBytes(UTF_8);
    key[0] = (byte) 0xFF;
    return key;
  }

  private static UnaryOperator<byte[]> cut(int bytes) {
    return value -> Arrays.copyOf(value, value.length - bytes);
  }

  private static byte[] lastByte(byte[] value) {
    value[value.length - 1] ^= 1;
    return value;
  }
}
