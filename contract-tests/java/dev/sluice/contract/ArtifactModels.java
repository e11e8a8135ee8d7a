package dev.sluice.contract;

import dev.sluice.artifact.ArtifactWriter;
import dev.sluice.artifact.Bundle;
import dev.sluice.artifact.BundleWriter;
import dev.sluice.artifact.ChunkRecord;
import dev.sluice.core.Chunk;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.DenseVectors;
import dev.sluice.core.FileEntry;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.MinHash;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes the content of a model as the artifacts and bundles of an index root. */
public final class ArtifactModels {
  private static final JsonMapper JSON = new JsonMapper();

  private final IndexModel model;
  private final Map<Integer, List<String>> phrases = new HashMap<>();
  private final Map<Integer, List<String>> chargrams = new HashMap<>();

  private ArtifactModels(IndexModel model) {
    this.model = model;
    model.phrases().forEach((phrase, docIds) -> add(phrases, phrase, docIds));
    model.chargrams().forEach((gram, docIds) -> add(chargrams, gram, docIds));
  }

  /**
   * Makes {@code index-<mode>} and {@code incremental/<mode>} of a model.
   *
   * @param model with the doc ids 0 to n - 1, ascending with the paths of their files
   */
  public static void write(IndexModel model, IndexLayout layout) {
    new ArtifactModels(model).write(layout);
  }

  private void write(IndexLayout layout) {
    DenseMeta dense = model.denseVectors().map(DenseVectors::meta).orElse(null);
    Path artifacts = layout.artifacts(model.mode());
    Path bundles = layout.incremental(model.mode());
    try (var artifactWriter =
            new ArtifactWriter(artifacts, model.mode(), dense, Clock.systemUTC());
        var bundleWriter = new BundleWriter(bundles, model.mode(), dense)) {
      for (FileEntry file : model.files()) {
        Bundle bundle = bundle(file);
        artifactWriter.add(bundle);
        if (file.hash() != null || file.mtimeMs() != null || file.size() != null) {
          bundleWriter.add(bundle);
        }
      }
      artifactWriter.publish();
      bundleWriter.publish();
    }
  }

  private Bundle bundle(FileEntry file) {
    List<ChunkRecord> records =
        Arrays.stream(model.docIdsOf(file.file())).mapToObj(this::record).toList();
    return new Bundle(file.file(), file.hash(), file.mtimeMs(), file.size(), records, null);
  }

  private ChunkRecord record(int docId) {
    Chunk chunk = model.chunks().get(docId);
    return new ChunkRecord(
        chunk,
        tokens(chunk),
        "void m()",
        null,
        termsOf(phrases, docId),
        termsOf(chargrams, docId),
        signature(docId),
        vector(docId));
  }

  private static List<String> tokens(Chunk chunk) {
    return chunk.tokens() == null
        ? null
        : JSON.readTree(chunk.tokens()).valueStream().map(JsonNode::asString).toList();
  }

  private int[] signature(int docId) {
    var signatures = model.minHashSignatures();
    int at = Arrays.binarySearch(signatures.docIds(), docId) * MinHash.POSITIONS;
    return at < 0 ? null : Arrays.copyOfRange(signatures.data(), at, at + MinHash.POSITIONS);
  }

  private byte[] vector(int docId) {
    DenseVectors vectors = model.denseVectors().orElse(null);
    if (vectors == null) {
      return null;
    }
    int dims = vectors.meta().dims();
    int at = Arrays.binarySearch(vectors.docIds(), docId) * dims;
    return at < 0 ? null : Arrays.copyOfRange(vectors.data(), at, at + dims);
  }

  private static void add(Map<Integer, List<String>> terms, String term, int[] docIds) {
    for (int docId : docIds) {
      termsOf(terms, docId).add(term);
    }
  }

  private static List<String> termsOf(Map<Integer, List<String>> terms, int docId) {
    return terms.computeIfAbsent(docId, id -> new ArrayList<>());
  }
}
