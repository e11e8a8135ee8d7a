package dev.sluice.artifact;

import dev.sluice.core.DenseMeta;
import dev.sluice.core.DurableFiles;
import dev.sluice.core.Mode;
import dev.sluice.core.StagedPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/**
 * Writes one bundle per source file and the incremental manifest that lists them. Everything is
 * written to a new folder; {@link #publish} puts it in the place of the old one, and {@link #close}
 * without it leaves the old one alone. For one thread.
 *
 * <p>The formats are described in docs/formats.md.
 */
public final class BundleWriter implements AutoCloseable {
  private final Path folder;
  private final Path bundles;
  private final StagedPath staged;
  private final Mode mode;
  private final DenseMeta dense;
  private final SortedMap<String, IncrementalManifest.Entry> entries = new TreeMap<>();

  /**
   * Makes the folder of bundles if need be.
   *
   * @param folder {@code incremental/<mode>}
   * @param dense how the vectors of the chunks were made; null if they have none
   * @throws dev.sluice.core.BuildFailedException if that is not possible
   */
  public BundleWriter(Path folder, Mode mode, DenseMeta dense) {
    this.folder = folder;
    this.bundles = IncrementalManifest.bundlesIn(folder);
    this.mode = mode;
    this.dense = dense;
    try {
      staged = StagedPath.beside(bundles);
      Files.createDirectory(staged.path());
    } catch (IOException e) {
      throw JsonFile.failed(bundles, e);
    }
  }

  /** The name of the bundle of a source file: the SHA-1 of its path, in hexadecimal. */
  static String nameOf(String file) {
    try {
      byte[] path = file.getBytes(StandardCharsets.UTF_8);
      byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(path);
      return HexFormat.of().formatHex(sha1) + ".json";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  /**
   * Writes the bundle of one file, in any order of files.
   *
   * @throws IllegalArgumentException if the file was added before; if its path has a {@code \},
   *     which readers take for a {@code /}; or if none of its hash, mtimeMs and size is known, so
   *     that no change of it would ever be noticed
   * @throws dev.sluice.core.BuildFailedException if it cannot be written
   */
  public void add(Bundle bundle) {
    if (bundle.hash() == null && bundle.mtimeMs() == null && bundle.size() == null) {
      throw new IllegalArgumentException(bundle.file() + " has neither hash, mtimeMs nor size");
    }
    if (bundle.file().indexOf('\\') >= 0) {
      throw new IllegalArgumentException(bundle.file() + " has a backslash");
    }
    String name = nameOf(bundle.file());
    var entry =
        new IncrementalManifest.Entry(
            bundle.file(), bundle.hash(), bundle.mtimeMs(), bundle.size(), name, null);
    if (entries.putIfAbsent(bundle.file(), entry) != null) {
      throw new IllegalArgumentException(bundle.file() + " was added before");
    }
    // Syncing thousands of files costs seconds, and a bundle cut short is noticed when it is read.
    JsonFile.replaceUnsynced(staged.path().resolve(name), json -> write(bundle, json));
  }

  private static void write(Bundle bundle, JsonGenerator json) {
    var members = new ChunkJson(json);
    json.writeStartObject();
    members.text("file", bundle.file());
    members.text("hash", bundle.hash());
    members.number("mtimeMs", bundle.mtimeMs());
    members.number("size", bundle.size());
    json.writeArrayPropertyStart("chunks");
    bundle.chunks().forEach(record -> write(record, json));
    json.writeEndArray();
    members.raw("fileRelations", bundle.fileRelations());
    json.writeEndObject();
  }

  private static void write(ChunkRecord record, JsonGenerator json) {
    var members = new ChunkJson(json);
    json.writeStartObject();
    members.number("id", record.chunk().docId());
    members.text("file", record.chunk().file());
    members.common(record, FileMeta.NONE);
    members.strings("ngrams", record.ngrams());
    members.strings("chargrams", record.chargrams());
    if (record.minhash() != null) {
      json.writeName("minhashSig");
      members.unsignedInts(record.minhash());
    }
    // The floats are not kept: the bytes are what every store holds.
    json.writeArrayPropertyStart("embedding");
    json.writeEndArray();
    if (record.embedding() != null) {
      json.writeName("embedding_u8");
      members.unsignedBytes(record.embedding());
    }
    json.writeEndObject();
  }

  /**
   * Puts the bundles that were added in the place of those there are, and then the manifest. An
   * update that comes in between finds entries that differ from their bundles, and refuses.
   *
   * @throws dev.sluice.core.BuildFailedException if that is not possible
   */
  public void publish() {
    try {
      DurableFiles.syncFolder(staged.path());
      DurableFiles.replaceFolder(staged.path(), bundles, staged.aside());
    } catch (IOException e) {
      throw JsonFile.failed(bundles, e);
    }
    JsonFile.replace(IncrementalManifest.in(folder), this::writeManifest);
  }

  /** Removes what was written and not published. */
  @Override
  public void close() {
    try {
      staged.close();
    } catch (IOException e) {
      throw JsonFile.failed(bundles, e);
    }
  }

  private void writeManifest(JsonGenerator json) {
    json.writeStartObject();
    json.writeNumberProperty("version", IncrementalManifest.VERSION);
    json.writeStringProperty("mode", mode.id());
    json.writeStringProperty("bundleFormat", IncrementalManifest.JSON);
    if (dense != null) {
      json.writeObjectPropertyStart("embeddings");
      new ChunkJson(json).dense(dense);
      json.writeEndObject();
    }
    json.writeObjectPropertyStart("files");
    entries.values().forEach(entry -> write(entry, json));
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void write(IncrementalManifest.Entry entry, JsonGenerator json) {
    var members = new ChunkJson(json);
    json.writeObjectPropertyStart(entry.file());
    members.text("hash", entry.hash());
    members.number("mtimeMs", entry.mtimeMs());
    members.number("size", entry.size());
    members.text("bundle", entry.bundle());
    members.text("bundleFormat", IncrementalManifest.JSON);
    json.writeNullProperty("bundleChecksum");
    json.writeEndObject();
  }
}
