package dev.sluice.build;

import dev.sluice.artifact.Artifact;
import dev.sluice.artifact.ArtifactReader;
import dev.sluice.artifact.ChunkRecord;
import dev.sluice.artifact.FileMeta;
import dev.sluice.artifact.IncrementalManifest;
import dev.sluice.artifact.TermAccumulator;
import dev.sluice.artifact.TokenTotals;
import dev.sluice.core.Chunk;
import dev.sluice.core.FileEntry;
import dev.sluice.core.IndexSink;
import dev.sluice.core.InvalidArtifactException;
import dev.sluice.core.Mode;
import dev.sluice.core.Postings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The rows that the artifacts of a mode hold: one thread parses, this one writes. */
final class ArtifactRows implements RowSource {
  private final Path folder;
  private final Mode mode;
  private final ArtifactReader artifacts;
  private final IncrementalManifest manifest;
  private final Consumer<String> warnings;
  private final Map<String, Integer> chunksByFile = new LinkedHashMap<>();

  /** Tokens of the chunks, where there are no postings of them; else null. */
  private final Rebuilt rebuilt;

  /** One addition to the store. */
  private interface Step {
    void apply(IndexSink sink);
  }

  /**
   * @param manifest what is known of the source files besides, or null
   */
  ArtifactRows(Path folder, Mode mode, IncrementalManifest manifest, Consumer<String> warnings) {
    this.folder = folder;
    this.mode = mode;
    this.artifacts = new ArtifactReader(folder, mode);
    this.manifest = manifest;
    this.warnings = warnings;
    this.rebuilt = artifacts.present().contains(Artifact.TOKEN_POSTINGS) ? null : new Rebuilt();
  }

  /** Without postings it takes a look at the chunks whether any has tokens to make them from. */
  @Override
  public void requireMandatory() {
    if (rebuilt != null) {
      var any = new boolean[1];
      int chunks =
          new ArtifactReader(folder, mode).chunks(record -> any[0] |= record.tokens() != null);
      if (chunks > 0 && !any[0]) {
        throw new InvalidArtifactException(
            folder, "", "token_postings is missing, and no chunk has tokens to make it from");
      }
    }
  }

  @Override
  public void writeTo(IndexSink sink, RowProgress progress) {
    Handoff.<Step>run(
        "sluice-parse-" + mode,
        this::produce,
        step -> {
          step.apply(sink);
          progress.added();
        });
  }

  private void produce(Consumer<Step> steps) {
    int chunks = artifacts.chunks(record -> steps.accept(chunk(record)));
    int[] lengths = tokens(chunks, steps);
    steps.accept(w -> w.docLengths(lengths));
    artifacts.phrases(
        chunks, (id, phrase, docIds, none) -> steps.accept(w -> w.phrase(id, phrase, docIds)));
    artifacts.chargrams(
        chunks, (id, gram, docIds, none) -> steps.accept(w -> w.chargram(id, gram, docIds)));
    artifacts.signatures(
        chunks, (docId, signature) -> steps.accept(w -> w.minHash(docId, signature)));
    artifacts
        .vectors(chunks, (docId, vector) -> steps.accept(w -> w.denseVector(docId, vector)))
        .ifPresent(meta -> steps.accept(w -> w.denseMeta(meta)));
    files().values().forEach(file -> steps.accept(w -> w.file(file)));
  }

  private Step chunk(ChunkRecord record) {
    chunksByFile.merge(record.chunk().file(), 1, Integer::sum);
    if (rebuilt != null) {
      rebuilt.add(record);
    }
    // Here, because the thread that writes has most to do, and the tokens need not wait for it.
    String words = words(record);
    Chunk chunk = record.chunk();
    String signature = record.signature();
    String doc = record.doc();
    return w -> w.chunk(chunk, signature, doc, words);
  }

  /** What the full-text index holds of a chunk's tokens. */
  static String words(ChunkRecord record) {
    return record.tokens() == null ? null : String.join(" ", record.tokens());
  }

  /** The postings of tokens; returns the lengths of the chunks. */
  private int[] tokens(int chunks, Consumer<Step> steps) {
    ArtifactReader.TermSink sink =
        (id, token, docIds, frequencies) ->
            steps.accept(w -> w.token(id, token, new Postings(docIds, frequencies)));
    if (rebuilt == null) {
      return artifacts.tokens(chunks, sink).map(TokenTotals::docLengths).orElseThrow();
    }
    warnings.accept(
        "token_postings is missing in " + folder + ": made again from the tokens of the chunks");
    rebuilt.terms.forEach(sink);
    return rebuilt.lengths.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Posting lists that grow as the chunks go by. */
  private static final class Rebuilt {
    private final TermAccumulator terms = new TermAccumulator(true);
    private final List<Integer> lengths = new ArrayList<>();

    void add(ChunkRecord record) {
      List<String> tokens = record.tokens() == null ? List.of() : record.tokens();
      lengths.add(tokens.size());
      tokens.forEach(token -> terms.add(token, record.chunk().docId()));
    }
  }

  /** Every file that file_meta or a chunk names, by path. */
  private Map<String, FileEntry> files() {
    var files = new TreeMap<String, FileEntry>();
    Map<String, IncrementalManifest.Entry> listed = listed();
    chunksByFile.forEach(
        (file, chunks) -> files.put(file, entry(file, null, null, chunks, listed.get(file))));
    for (FileMeta meta : artifacts.files()) {
      int chunks = chunksByFile.getOrDefault(meta.file(), 0);
      files.put(
          meta.file(),
          entry(meta.file(), meta.hash(), meta.size(), chunks, listed.get(meta.file())));
    }
    return files;
  }

  private Map<String, IncrementalManifest.Entry> listed() {
    var listed = new HashMap<String, IncrementalManifest.Entry>();
    if (manifest != null) {
      manifest.entries().forEach(entry -> listed.put(entry.file(), entry));
    }
    return listed;
  }

  /** An entry of the manifest counts unless it is of another state of the file. */
  private static FileEntry entry(
      String file, String hash, Long size, int chunks, IncrementalManifest.Entry listed) {
    boolean other =
        listed == null || (hash != null && listed.hash() != null && !hash.equals(listed.hash()));
    return other
        ? new FileEntry(file, hash, null, size, chunks)
        : new FileEntry(
            file,
            hash == null ? listed.hash() : hash,
            listed.mtimeMs(),
            listed.size() == null ? size : listed.size(),
            chunks);
  }
}
