package dev.sluice.build;

import dev.sluice.artifact.Bundle;
import dev.sluice.artifact.BundleReader;
import dev.sluice.artifact.ChunkRecord;
import dev.sluice.artifact.IncrementalManifest;
import dev.sluice.artifact.IncrementalManifest.Entry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The bundles of changed files, in the order of the manifest, and what they hold. They are kept
 * from the first look on where they are few, and read again where they are many.
 */
final class ChangedBundles {
  /** Chunks that are kept: some 30 KB each while they are objects. */
  private static final int MAX_KEPT_CHUNKS = 1_000;

  private final BuildRequest request;
  private final BundleReader reader;
  private final List<Entry> entries;
  private final Map<String, Integer> chunks = new LinkedHashMap<>();
  private final Map<Extra, String> firstWith = new EnumMap<>(Extra.class);
  private final Map<Extra, String> firstWithout = new EnumMap<>(Extra.class);
  private List<Bundle> kept = new ArrayList<>();
  private int keptChunks;
  private String firstFileWithVector;
  private int dims;

  /**
   * Reads every bundle once.
   *
   * @throws dev.sluice.core.InvalidArtifactException if one is missing or not as its format says,
   *     or vectors differ in length
   */
  ChangedBundles(BuildRequest request, IncrementalManifest manifest, List<Entry> entries) {
    this.request = request;
    this.reader =
        new BundleReader(request.bundles(), request.mode(), BundleRows.quantizer(manifest));
    this.entries = entries;
    read(this::look);
  }

  private void read(Consumer<Bundle> sink) {
    BundleStream.read(reader, request.mode(), entries, request.workers(), sink);
  }

  private void look(Bundle bundle) {
    chunks.put(bundle.file(), bundle.chunks().size());
    if (!bundle.chunks().isEmpty()) {
      for (Extra extra : Extra.values()) {
        if (!extra.isCarriedBy(bundle.chunks())) {
          firstWithout.putIfAbsent(extra, bundle.file());
        }
        if (bundle.chunks().stream().anyMatch(extra::isIn)) {
          firstWith.putIfAbsent(extra, bundle.file());
        }
      }
    }
    for (ChunkRecord record : bundle.chunks()) {
      if (record.embedding() != null) {
        requireSameDims(bundle.file(), record.embedding().length);
      }
    }
    keptChunks += bundle.chunks().size();
    if (kept != null && keptChunks > MAX_KEPT_CHUNKS) {
      kept = null;
    }
    if (kept != null) {
      kept.add(bundle);
    }
  }

  private void requireSameDims(String file, int length) {
    if (firstFileWithVector == null) {
      firstFileWithVector = file;
      dims = length;
    }
    if (dims != length) {
      throw new MixedDimensionsException(
          request.bundles(), firstFileWithVector, dims, file, length);
    }
  }

  /** How many chunks each file has. */
  Map<String, Integer> chunks() {
    return chunks;
  }

  /** The first file whose bundle could have rows of this kind and has none; null if all have. */
  String firstWithout(Extra extra) {
    return firstWithout.get(extra);
  }

  /** The first file whose bundle has rows of this kind; null if none has. */
  String firstWith(Extra extra) {
    return firstWith.get(extra);
  }

  /** The length of all vectors; 0 if there are none. */
  int dims() {
    return dims;
  }

  /** Hands over every bundle. */
  void forEach(Consumer<Bundle> sink) {
    if (kept == null) {
      read(sink);
    } else {
      kept.forEach(sink);
    }
  }
}
