package dev.sluice.build;

import dev.sluice.artifact.Bundle;
import dev.sluice.artifact.BundleReader;
import dev.sluice.artifact.ChunkRecord;
import dev.sluice.artifact.IncrementalManifest;
import dev.sluice.artifact.TermAccumulator;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.FileEntry;
import dev.sluice.core.IndexSink;
import dev.sluice.core.Mode;
import dev.sluice.core.Postings;
import dev.sluice.core.Quantizer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The rows that the bundles of a mode hold. Several threads parse, this one numbers the chunks in
 * the order of the manifest and writes, so how fast each thread is makes no difference. Posting
 * lists are kept until the last bundle.
 */
final class BundleRows implements RowSource {
  private final Path folder;
  private final Mode mode;
  private final IncrementalManifest manifest;
  private final int workers;
  private final Consumer<String> warnings;

  private final TermAccumulator tokens = new TermAccumulator(true);
  private final TermAccumulator phrases = new TermAccumulator(false);
  private final TermAccumulator chargrams = new TermAccumulator(false);
  private int chunks;
  private int bundlesRead;
  private String firstFileWithVector;
  private int dims;

  /**
   * @param folder {@code incremental/<mode>}
   */
  BundleRows(
      Path folder,
      Mode mode,
      IncrementalManifest manifest,
      int workers,
      Consumer<String> warnings) {
    this.folder = folder;
    this.mode = mode;
    this.manifest = manifest;
    this.workers = workers;
    this.warnings = warnings;
  }

  @Override
  public void writeTo(IndexSink sink, BuildProgress progress) {
    Quantizer quantizer = quantizer(manifest);
    var reader = new BundleReader(folder, mode, quantizer);
    BundleStream.read(
        reader, mode, manifest.entries(), workers, bundle -> add(bundle, sink, progress));
    writeTerms(sink, progress);
    if (reader.saturated() > 0) {
      warnings.accept(
          reader.saturated()
              + " components of embeddings were cut to the range of the stored vectors, "
              + quantizer.min()
              + " to "
              + quantizer.max());
    }
    if (firstFileWithVector != null) {
      sink.denseMeta(denseMeta());
    }
  }

  private void add(Bundle bundle, IndexSink sink, BuildProgress progress) {
    for (ChunkRecord record : bundle.chunks()) {
      add(bundle.file(), record, chunks++, sink);
    }
    // As many more as there were so far in each bundle.
    long expected = (long) chunks * manifest.entries().size() / ++bundlesRead;
    progress.advanced("chunks", chunks, expected);
    sink.file(
        new FileEntry(
            bundle.file(), bundle.hash(), bundle.mtimeMs(), bundle.size(), bundle.chunks().size()));
  }

  private void add(String file, ChunkRecord record, int docId, IndexSink sink) {
    sink.chunk(
        record.chunk().withDocId(docId),
        record.signature(),
        record.doc(),
        ArtifactRows.words(record));
    List<String> words = record.tokens() == null ? List.of() : record.tokens();
    sink.docLength(docId, words.size());
    words.forEach(token -> tokens.add(token, docId));
    if (record.ngrams() != null) {
      record.ngrams().forEach(phrase -> phrases.add(phrase, docId));
    }
    if (record.chargrams() != null) {
      record.chargrams().forEach(gram -> chargrams.add(gram, docId));
    }
    if (record.minhash() != null) {
      sink.minHash(docId, record.minhash());
    }
    if (record.embedding() != null) {
      requireSameDims(file, record.embedding().length);
      sink.denseVector(docId, record.embedding());
    }
  }

  private void requireSameDims(String file, int length) {
    if (firstFileWithVector == null) {
      firstFileWithVector = file;
      dims = length;
    }
    if (dims != length) {
      throw new MixedDimensionsException(folder, firstFileWithVector, dims, file, length);
    }
  }

  private void writeTerms(IndexSink sink, BuildProgress progress) {
    long all = (long) tokens.terms() + phrases.terms() + chargrams.terms();
    var written = new long[1];
    tokens.forEach(
        (id, token, docIds, counts) -> {
          sink.token(id, token, new Postings(docIds, counts));
          progress.advanced("terms", ++written[0], all);
        });
    phrases.forEach(
        (id, phrase, docIds, none) -> {
          sink.phrase(id, phrase, docIds);
          progress.advanced("terms", ++written[0], all);
        });
    chargrams.forEach(
        (id, gram, docIds, none) -> {
          sink.chargram(id, gram, docIds);
          progress.advanced("terms", ++written[0], all);
        });
  }

  private DenseMeta denseMeta() {
    return denseMeta(manifest, dims);
  }

  /** How bundles' embeddings become bytes. */
  static Quantizer quantizer(IncrementalManifest manifest) {
    return manifest.dense() == null ? Quantizer.DEFAULT : manifest.dense().quantizer();
  }

  /** Bundles that do not say how their vectors were made come from programs with the defaults. */
  static DenseMeta denseMeta(IncrementalManifest manifest, int dims) {
    DenseMeta said = manifest.dense();
    return said == null
        ? new DenseMeta(dims, Quantizer.DEFAULT.step(), null)
        : new DenseMeta(dims, said.scale(), said.model());
  }
}
