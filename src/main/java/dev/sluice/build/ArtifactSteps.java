package dev.sluice.build;

import dev.sluice.artifact.ArtifactReader;
import dev.sluice.artifact.ChunkRecord;
import dev.sluice.artifact.FileMeta;
import dev.sluice.artifact.TokenTotals;
import dev.sluice.core.FileEntry;
import dev.sluice.core.InvalidArtifactException;
import dev.sluice.core.Postings;
import dev.sluice.sqlite.SqliteIndexWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Turns the artifacts of a mode into the steps that write them, in the order of the tables. */
final class ArtifactSteps {
  private final Path folder;
  private final ArtifactReader artifacts;
  private final Map<String, Integer> chunksByFile = new LinkedHashMap<>();

  /** One addition to the store. */
  interface Step {
    void apply(SqliteIndexWriter writer);
  }

  ArtifactSteps(Path folder, ArtifactReader artifacts) {
    this.folder = folder;
    this.artifacts = artifacts;
  }

  void produce(Consumer<Step> steps) {
    int chunks = artifacts.chunks(record -> steps.accept(chunk(record)));
    TokenTotals totals =
        artifacts
            .tokens(
                chunks,
                (id, token, docIds, frequencies) ->
                    steps.accept(w -> w.token(id, token, new Postings(docIds, frequencies))))
            .orElseThrow(
                () -> new InvalidArtifactException(folder, "", "token_postings is missing"));
    int[] lengths = totals.docLengths();
    for (int i = 0; i < lengths.length; i++) {
      int docId = i;
      steps.accept(w -> w.docLength(docId, lengths[docId]));
    }
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
    String words = record.tokens() == null ? null : String.join(" ", record.tokens());
    return w -> w.chunk(record.chunk(), record.signature(), record.doc(), words);
  }

  /** Every file that file_meta or a chunk names, by path. */
  private Map<String, FileEntry> files() {
    var files = new TreeMap<String, FileEntry>();
    chunksByFile.forEach(
        (file, chunks) -> files.put(file, new FileEntry(file, null, null, null, chunks)));
    for (FileMeta meta : artifacts.files()) {
      int chunks = chunksByFile.getOrDefault(meta.file(), 0);
      files.put(meta.file(), new FileEntry(meta.file(), meta.hash(), null, meta.size(), chunks));
    }
    return files;
  }
}
