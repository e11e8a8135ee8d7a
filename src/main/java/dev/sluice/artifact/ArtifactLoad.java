package dev.sluice.artifact;

import dev.sluice.core.DenseMeta;
import dev.sluice.core.DenseVectors;
import dev.sluice.core.FileEntry;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.InvalidArtifactException;
import dev.sluice.core.MinHash;
import dev.sluice.core.MinHashSignatures;
import dev.sluice.core.Mode;
import dev.sluice.core.OrderedWorkers;
import dev.sluice.core.SluiceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Loads the artifacts of a mode into memory, each by a thread of its own. Postings, signatures and
 * vectors are held against the number of chunks; where the statistics promise one they are read
 * next to the chunks, and once more if the promise turns out wrong.
 */
final class ArtifactLoad {
  private final Path folder;
  private final Mode mode;
  private final ArtifactReader artifacts;
  private final RebuiltTokens rebuilt;
  private final SourceFiles sources;
  private final List<String> notes = new ArrayList<>();

  final ByteStore chunks = new ByteStore();
  final Map<String, IntArray> docIdsByFile = new HashMap<>();
  long[] addresses = new long[1024];
  double[] weights = new double[1024];
  List<FileEntry> files;

  TermTable tokens;
  TermTable phrases;
  TermTable chargrams;
  int[] lengths;
  MinHashSignatures signatures;
  Optional<DenseVectors> vectors;

  private int count;
  private boolean counted;

  /** A part of the work. */
  private interface Part {
    void load();
  }

  ArtifactLoad(IndexLayout layout, Mode mode) {
    this.folder = layout.artifacts(mode);
    this.mode = mode;
    this.artifacts = new ArtifactReader(folder, mode);
    this.sources = new SourceFiles(manifest(layout.incremental(mode)));
    boolean hasPostings = artifacts.present().contains(Artifact.TOKEN_POSTINGS);
    this.rebuilt = hasPostings ? null : new RebuiltTokens();
    if (!hasPostings) {
      notes.add("token_postings is missing in " + folder + ": made from the tokens of the chunks");
    }
  }

  private IncrementalManifest manifest(Path bundles) {
    try {
      return IncrementalManifest.present(bundles) ? IncrementalManifest.resolve(bundles) : null;
    } catch (InvalidArtifactException e) {
      notes.add("times of files stay unknown: " + e.getMessage());
      return null;
    }
  }

  /** What whoever searches should know of what was loaded. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** How many chunks there are. */
  int count() {
    return count;
  }

  /**
   * Loads everything.
   *
   * @param threads how many at most
   */
  void run(int threads) {
    long promised = IndexStatistics.read(folder).chunks().orElse(-1);
    boolean together = rebuilt == null && promised >= 0 && promised <= Integer.MAX_VALUE;
    if (together) {
      var parts = new ArrayList<Part>(List.of(this::loadChunks));
      parts.addAll(others((int) promised));
      try {
        run(threads, parts);
      } catch (SluiceException e) {
        if (!counted || count == promised) {
          throw e;
        }
      }
    } else {
      loadChunks();
    }
    if (!together || count != promised) {
      run(threads, others(count));
    }
  }

  private static void run(int threads, List<Part> parts) {
    try {
      OrderedWorkers.run(
          "sluice-load",
          Math.min(threads, parts.size()),
          parts.size(),
          parts,
          part -> {
            part.load();
            return part;
          },
          part -> {});
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SluiceException failure) {
        throw failure;
      }
      throw new IllegalStateException("loading artifacts failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while loading artifacts", e);
    }
  }

  private List<Part> others(int chunkCount) {
    return List.of(
        () -> loadTokens(chunkCount),
        () -> phrases = table(sink -> artifacts.phrases(chunkCount, sink)),
        () -> chargrams = table(sink -> artifacts.chargrams(chunkCount, sink)),
        () -> loadSignatures(chunkCount),
        () -> loadVectors(chunkCount));
  }

  private void loadChunks() {
    var packed = new Packed();
    count = artifacts.chunks(record -> add(record, packed));
    counted = true;
    chunks.seal();
    addresses = Arrays.copyOf(addresses, count);
    weights = Arrays.copyOf(weights, count);
    files = List.copyOf(sources.entries(artifacts.files()));
    docIdsByFile.values().forEach(IntArray::trim);
  }

  private void add(ChunkRecord record, Packed packed) {
    var chunk = record.chunk();
    int docId = chunk.docId();
    if (docId == addresses.length) {
      addresses = Arrays.copyOf(addresses, docId + (docId >> 1));
      weights = Arrays.copyOf(weights, addresses.length);
    }
    PackedChunk.pack(chunk, packed.clear());
    addresses[docId] = packed.addTo(chunks);
    weights[docId] = chunk.weight() == null ? 1 : chunk.weight();
    docIdsByFile.computeIfAbsent(chunk.file(), file -> new IntArray(4)).add(docId);
    sources.addChunk(chunk.file());
    if (rebuilt != null) {
      rebuilt.add(record);
    }
  }

  private void loadTokens(int chunkCount) {
    tokens =
        table(
            sink ->
                lengths =
                    rebuilt == null
                        ? artifacts.tokens(chunkCount, sink).orElseThrow().docLengths()
                        : rebuilt.forEach(folder, sink));
  }

  /** Something that gives terms. */
  private interface Terms {
    void forEach(ArtifactReader.TermSink sink);
  }

  private static TermTable table(Terms terms) {
    var table = new TermTable();
    terms.forEach(table);
    table.seal();
    return table;
  }

  private void loadSignatures(int chunkCount) {
    var docIds = new IntArray(0);
    var data = new IntArray(0);
    artifacts.signatures(
        chunkCount,
        (docId, signature) -> {
          docIds.add(docId);
          data.addAll(signature, chunkCount * MinHash.POSITIONS);
        });
    signatures = new MinHashSignatures(docIds.toArray(), data.take());
  }

  private void loadVectors(int chunkCount) {
    var docIds = new IntArray(0);
    byte[][] data = {new byte[0]};
    Optional<DenseMeta> meta =
        artifacts.vectors(
            chunkCount,
            (docId, vector) -> {
              int from = docIds.size() * vector.length;
              if (docIds.size() == 0) {
                data[0] = new byte[chunkCount * vector.length];
              }
              System.arraycopy(vector, 0, data[0], from, vector.length);
              docIds.add(docId);
            });
    vectors =
        meta.filter(m -> docIds.size() > 0)
            .map(
                m ->
                    new DenseVectors(
                        m, docIds.toArray(), Arrays.copyOf(data[0], docIds.size() * m.dims())));
  }

  Mode mode() {
    return mode;
  }
}
