package dev.sluice.build;

import dev.sluice.artifact.Artifact;
import dev.sluice.artifact.ArtifactReader;
import dev.sluice.artifact.ChunkRecord;
import dev.sluice.artifact.IncrementalManifest;
import dev.sluice.artifact.PieceManifest;
import dev.sluice.artifact.RebuiltTokens;
import dev.sluice.artifact.SourceFiles;
import dev.sluice.artifact.TokenTotals;
import dev.sluice.core.Chunk;
import dev.sluice.core.IndexSink;
import dev.sluice.core.Mode;
import dev.sluice.core.Postings;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The rows that the artifacts of a mode hold: one thread parses, this one writes. */
final class ArtifactRows implements RowSource {
  private final Path folder;
  private final Mode mode;
  private final ArtifactReader artifacts;
  private final Consumer<String> warnings;
  private final SourceFiles files;

  /** Tokens of the chunks, where there are no postings of them; else null. */
  private final RebuiltTokens rebuilt;

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
    this.warnings = warnings;
    this.files = new SourceFiles(manifest);
    this.rebuilt =
        artifacts.present().contains(Artifact.TOKEN_POSTINGS) ? null : new RebuiltTokens();
  }

  /** Without postings it takes a look at the chunks whether any has tokens to make them from. */
  @Override
  public void requireMandatory() {
    if (rebuilt != null) {
      var any = new boolean[1];
      int chunks =
          new ArtifactReader(folder, mode).chunks(record -> any[0] |= record.tokens() != null);
      if (chunks > 0 && !any[0]) {
        throw RebuiltTokens.impossible(folder);
      }
    }
  }

  @Override
  public void writeTo(IndexSink sink, BuildProgress progress) {
    long expected = PieceManifest.records(folder).orElse(-1);
    var written = new long[1];
    Handoff.<Step>run(
        "sluice-parse-" + mode,
        steps -> BuildPhase.run("parse", folder, () -> produce(steps)),
        step -> {
          step.apply(sink);
          progress.advanced("rows", ++written[0], expected);
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
    steps.accept(IndexSink::termsAreComplete);
    artifacts.signatures(
        chunks, (docId, signature) -> steps.accept(w -> w.minHash(docId, signature)));
    artifacts
        .vectors(chunks, (docId, vector) -> steps.accept(w -> w.denseVector(docId, vector)))
        .ifPresent(meta -> steps.accept(w -> w.denseMeta(meta)));
    files.entries(artifacts.files()).forEach(file -> steps.accept(w -> w.file(file)));
  }

  private Step chunk(ChunkRecord record) {
    files.addChunk(record.chunk().file());
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
    int[] lengths = rebuilt.forEach(folder, sink);
    warnings.accept(
        "token_postings is missing in " + folder + ": made again from the tokens of the chunks");
    return lengths;
  }
}
