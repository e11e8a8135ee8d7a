package dev.sluice.artifact;

import dev.sluice.core.InvalidArtifactException;
import dev.sluice.core.Mode;
import dev.sluice.core.Quantizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Reads the bundles of one mode, stored as JSON or as MessagePack. Safe for use by many threads.
 * Reading {@code .mpk} needs {@code org.msgpack:msgpack-core}.
 */
public final class BundleReader {
  private static final int XXH64_DIGITS = 16;

  private final Path bundles;
  private final Mode mode;
  private final Quantizer quantizer;
  private final LongAdder saturated = new LongAdder();

  /**
   * For the bundles beside a manifest that does not say how vectors were made.
   *
   * @param folder {@code incremental/<mode>}
   */
  public BundleReader(Path folder, Mode mode) {
    this(folder, mode, Quantizer.DEFAULT);
  }

  /**
   * For the bundles beside a manifest.
   *
   * @param quantizer of embeddings that are stored as floats
   */
  public BundleReader(Path folder, Mode mode, Quantizer quantizer) {
    this.bundles = IncrementalManifest.bundlesIn(folder);
    this.mode = mode;
    this.quantizer = quantizer;
  }

  /** How many components of embeddings were cut to the range so far. */
  public long saturated() {
    return saturated.sum();
  }

  /**
   * The bundle of an entry, with the entry's path, hash, time and size: those are what the manifest
   * vouches for. Doc ids of its chunks are as stored, or count up from 0 where they are not.
   * Embeddings that are stored as floats are quantised.
   *
   * @throws InvalidArtifactException if it is missing, empty, cut short, damaged or of another file
   */
  public Bundle read(IncrementalManifest.Entry entry) {
    Path file = bundles.resolve(entry.bundle());
    if (!Files.isRegularFile(file)) {
      throw new InvalidArtifactException(file, "", "is missing: the bundle of " + entry.file());
    }
    if (file.toFile().length() == 0) {
      throw new InvalidArtifactException(file, "", "is empty: the bundle of " + entry.file());
    }
    if (entry.bundle().endsWith(".json")) {
      if (entry.checksum() != null) {
        requireChecksum(file, entry.checksum(), tree(file));
      }
      return JsonCursor.read(file, cursor -> new Reading(cursor, entry).read());
    }
    if (entry.bundle().endsWith(".mpk")) {
      Map<?, ?> bundle = unpacked(file);
      if (entry.checksum() != null) {
        requireChecksum(file, entry.checksum(), bundle);
      }
      return JsonCursor.readText(
          file, JsonText.of(bundle), cursor -> new Reading(cursor, entry).read());
    }
    throw new InvalidArtifactException(file, "", "is neither a .json nor a .mpk bundle");
  }

  private static Map<?, ?> unpacked(Path file) {
    try {
      return MessagePackBundle.read(file);
    } catch (NoClassDefFoundError e) {
      throw new InvalidArtifactException(
          file, "", "needs org.msgpack:msgpack-core on the class path", e);
    }
  }

  private static Object tree(Path file) {
    return JsonTree.read(file).value();
  }

  /** The manifest does not name the algorithm, but the two differ in length. */
  private static void requireChecksum(Path file, String expected, Object bundle) {
    String algorithm = expected.length() == XXH64_DIGITS ? "xxh64" : "sha1";
    String found = BundleChecksum.of(algorithm, bundle);
    if (!found.equalsIgnoreCase(expected)) {
      throw new InvalidArtifactException(
          file, "", "has the " + algorithm + " " + found + ", the manifest says " + expected);
    }
  }

  private final class Reading {
    private final JsonCursor cursor;
    private final IncrementalManifest.Entry entry;
    private List<ChunkRecord> chunks;
    private String fileRelations;

    Reading(JsonCursor cursor, IncrementalManifest.Entry entry) {
      this.cursor = cursor;
      this.entry = entry;
    }

    Bundle read() {
      cursor.object("bundle", this::member);
      cursor.end();
      if (chunks == null) {
        throw cursor.invalid("has no chunks");
      }
      return new Bundle(
          entry.file(), entry.hash(), entry.mtimeMs(), entry.size(), chunks, fileRelations);
    }

    private void member(String name) {
      switch (name) {
        case "file" -> requireSameFile(cursor.string(name));
        case "chunks" -> readChunks();
        case "fileRelations" -> fileRelations = cursor.optionalText();
        default -> cursor.skip();
      }
    }

    private void requireSameFile(String file) {
      if (!file.replace('\\', '/').equals(entry.file())) {
        throw cursor.invalid("is the bundle of " + file + ", expected " + entry.file());
      }
    }

    private void readChunks() {
      var read = new ArrayList<ChunkRecord>();
      cursor.array(
          "chunks",
          i -> {
            cursor.at("chunk", i);
            read.add(new BundledChunk(cursor, this).read(i, mode, entry.file()));
          });
      chunks = read;
    }
  }

  /** A chunk object with the members that only bundles have. */
  private final class BundledChunk {
    private final JsonCursor cursor;
    private final Reading bundle;
    private final ChunkDraft draft;
    private List<String> ngrams;
    private List<String> chargrams;
    private int[] minhash;
    private byte[] floats;
    private byte[] bytes;

    BundledChunk(JsonCursor cursor, Reading bundle) {
      this.cursor = cursor;
      this.bundle = bundle;
      this.draft = new ChunkDraft(cursor);
    }

    ChunkRecord read(int index, Mode mode, String file) {
      cursor.object("chunk", this::member);
      if (bytes != null && floats != null && bytes.length != floats.length) {
        throw cursor.invalid(
            "has an embedding of "
                + floats.length
                + " dimensions and an embedding_u8 of "
                + bytes.length);
      }
      int docId = draft.id() == null ? index : draft.id();
      ChunkRecord stored = draft.toRecord(docId, mode, FileMeta.of(file));
      return new ChunkRecord(
          stored.chunk(),
          stored.tokens(),
          stored.signature(),
          stored.doc(),
          ngrams,
          chargrams,
          minhash,
          bytes == null ? floats : bytes);
    }

    private void member(String name) {
      switch (name) {
        case "file" -> {
          if (!cursor.isNull()) {
            bundle.requireSameFile(cursor.string(name));
          }
        }
        case "ngrams" -> ngrams = cursor.optionalStrings(name);
        case "chargrams" -> chargrams = cursor.optionalStrings(name);
        case "minhashSig" -> minhash = ByDocId.optionalSignature(cursor);
        case "embedding_u8" -> bytes = ByDocId.optionalBytes(cursor);
        case "embedding" -> floats = quantised();
        default -> draft.member(name);
      }
    }

    private byte[] quantised() {
      if (cursor.isNull()) {
        return null;
      }
      var values = new ArrayList<Float>();
      cursor.array("embedding", i -> values.add((float) cursor.number("embedding component")));
      if (values.isEmpty()) {
        return null;
      }
      float[] vector = new float[values.size()];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = values.get(i);
      }
      saturated.add(quantizer.saturated(vector));
      return quantizer.quantize(vector);
    }
  }
}
