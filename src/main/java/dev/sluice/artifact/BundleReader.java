package dev.sluice.artifact;

import dev.sluice.core.InvalidArtifactException;
import dev.sluice.core.Mode;
import dev.sluice.core.Quantizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the bundles of one mode that are stored as JSON. Safe for use by many threads. */
public final class BundleReader {
  private final Path bundles;
  private final Mode mode;

  /**
   * For the bundles beside a manifest.
   *
   * @param folder {@code incremental/<mode>}
   */
  public BundleReader(Path folder, Mode mode) {
    this.bundles = IncrementalManifest.bundlesIn(folder);
    this.mode = mode;
  }

  /**
   * The bundle of an entry, with the entry's path, hash, time and size: those are what the manifest
   * vouches for. Doc ids of its chunks are as stored, or count up from 0 where they are not.
   * Embeddings that are stored as floats are quantised by {@link Quantizer#DEFAULT}.
   *
   * @throws InvalidArtifactException if it is missing, not JSON, damaged or of another file
   */
  public Bundle read(IncrementalManifest.Entry entry) {
    Path file = bundles.resolve(entry.bundle());
    if (!entry.bundle().endsWith(".json")) {
      throw new InvalidArtifactException(file, "", "is not a .json bundle");
    }
    if (!Files.isRegularFile(file)) {
      throw new InvalidArtifactException(file, "", "is missing: the bundle of " + entry.file());
    }
    return JsonCursor.read(file, cursor -> new Reading(cursor, entry).read());
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
            read.add(new BundledChunk(cursor).read(i, mode, entry.file()));
          });
      chunks = read;
    }
  }

  /** A chunk object with the members that only bundles have. */
  private static final class BundledChunk {
    private final JsonCursor cursor;
    private final ChunkDraft draft;
    private List<String> ngrams;
    private List<String> chargrams;
    private int[] minhash;
    private byte[] floats;
    private byte[] bytes;

    BundledChunk(JsonCursor cursor) {
      this.cursor = cursor;
      this.draft = new ChunkDraft(cursor);
    }

    ChunkRecord read(int index, Mode mode, String file) {
      cursor.object("chunk", this::member);
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
      return Quantizer.DEFAULT.quantize(vector);
    }
  }
}
