package dev.sluice.retrieval.backend;

import dev.sluice.core.Embedder;
import dev.sluice.sqlite.ReadOptions;
import dev.sluice.sqlite.ann.VectorTable;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * How an index is opened. Immutable: each method gives other options.
 *
 * @param backend what answers; AUTO chooses by {@link SelectionPolicy}
 * @param preferred SQLITE or LMDB: what AUTO tries first
 * @param embedder makes the vectors of queries; asked for when the index is opened
 * @param vectorTable how nearest vectors are found, and the extension that may find them
 * @param postingCacheBytes how much the posting lists of a database that are kept may take, for
 *     each mode; 0 to keep none
 * @param vectorCacheBytes how much the dense vectors of a database or an LMDB store that are kept
 *     may take, for each mode; where they take more, a search reads them in blocks
 */
public record IndexOptions(
    Backend backend,
    Backend preferred,
    Thresholds thresholds,
    Supplier<Embedder> embedder,
    VectorTable vectorTable,
    long postingCacheBytes,
    long vectorCacheBytes) {
  /** AUTO, SQLite first, no thresholds, the embedder of this process, and the default reading. */
  public static final IndexOptions DEFAULT =
      new IndexOptions(
          Backend.AUTO,
          Backend.SQLITE,
          Thresholds.DEFAULT,
          Embedder::load,
          VectorTable.DEFAULT,
          ReadOptions.DEFAULT.postingCacheBytes(),
          ReadOptions.DEFAULT.vectorCacheBytes());

  public IndexOptions {
    Objects.requireNonNull(backend);
    Objects.requireNonNull(thresholds);
    Objects.requireNonNull(embedder);
    Objects.requireNonNull(vectorTable);
    if (preferred != Backend.SQLITE && preferred != Backend.LMDB) {
      throw new IllegalArgumentException("preferred is " + preferred + ", expected sqlite or lmdb");
    }
    if (postingCacheBytes < 0 || vectorCacheBytes < 0) {
      throw new IllegalArgumentException(
          postingCacheBytes + " bytes of posting lists, " + vectorCacheBytes + " of vectors");
    }
  }

  /** How a database is read. */
  ReadOptions reading() {
    return ReadOptions.DEFAULT
        .withVectorTable(vectorTable)
        .withPostingCacheBytes(postingCacheBytes)
        .withVectorCacheBytes(vectorCacheBytes);
  }

  public IndexOptions withBackend(Backend newBackend) {
    return new IndexOptions(
        newBackend,
        preferred,
        thresholds,
        embedder,
        vectorTable,
        postingCacheBytes,
        vectorCacheBytes);
  }

  public IndexOptions withPreferred(Backend newPreferred) {
    return new IndexOptions(
        backend,
        newPreferred,
        thresholds,
        embedder,
        vectorTable,
        postingCacheBytes,
        vectorCacheBytes);
  }

  /** From how many chunks on AUTO chooses SQLite; 0 for any number. */
  public IndexOptions withAutoSqliteThresholdChunks(long chunks) {
    var changed = new Thresholds(chunks, thresholds.autoSqliteThresholdBytes());
    return new IndexOptions(
        backend, preferred, changed, embedder, vectorTable, postingCacheBytes, vectorCacheBytes);
  }

  /** From how many bytes of artifacts on AUTO chooses SQLite; 0 for any number. */
  public IndexOptions withAutoSqliteThresholdBytes(long bytes) {
    var changed = new Thresholds(thresholds.autoSqliteThresholdChunks(), bytes);
    return new IndexOptions(
        backend, preferred, changed, embedder, vectorTable, postingCacheBytes, vectorCacheBytes);
  }

  public IndexOptions withEmbedder(Embedder newEmbedder) {
    Objects.requireNonNull(newEmbedder);
    return new IndexOptions(
        backend,
        preferred,
        thresholds,
        () -> newEmbedder,
        vectorTable,
        postingCacheBytes,
        vectorCacheBytes);
  }

  public IndexOptions withVectorTable(VectorTable newVectorTable) {
    return new IndexOptions(
        backend,
        preferred,
        thresholds,
        embedder,
        newVectorTable,
        postingCacheBytes,
        vectorCacheBytes);
  }

  public IndexOptions withPostingCacheBytes(long bytes) {
    return new IndexOptions(
        backend, preferred, thresholds, embedder, vectorTable, bytes, vectorCacheBytes);
  }

  public IndexOptions withVectorCacheBytes(long bytes) {
    return new IndexOptions(
        backend, preferred, thresholds, embedder, vectorTable, postingCacheBytes, bytes);
  }
}
