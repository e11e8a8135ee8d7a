package dev.sluice.sqlite;

import dev.sluice.core.DenseMeta;
import dev.sluice.core.DenseVectors;
import dev.sluice.core.Mode;
import dev.sluice.sqlite.dao.DocBytes;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks for the dense vectors of one mode. They are kept while the file stays what it is, if all of
 * them together stay within the bound, else none is.
 */
final class VectorQuestions {
  private final Path file;
  private final Mode mode;
  private final long cacheBytes;
  private final Kept<Optional<DenseMeta>> meta = new Kept<>();

  /** Empty if there are too many to be kept. */
  private final Kept<Optional<DenseVectors>> vectors = new Kept<>();

  /**
   * @param cacheBytes how much the vectors that are kept may take
   */
  VectorQuestions(Path file, Mode mode, long cacheBytes) {
    this.file = file;
    this.mode = mode;
    this.cacheBytes = cacheBytes;
  }

  Optional<DenseMeta> meta(ReadSession session) {
    return meta.get(session, s -> s.denseMeta().find(mode));
  }

  /** As {@link dev.sluice.core.IndexReader#denseVectors}. */
  Optional<DenseVectors> all(ReadSession session) {
    return meta(session)
        .map(known -> kept(session, known).orElseGet(() -> readAll(session, known)));
  }

  /** All vectors if they are kept, else none, and they are shown in blocks. */
  Optional<DenseVectors> keptOrScan(ReadSession session, Consumer<DenseVectors> scan) {
    Optional<DenseMeta> known = meta(session);
    Optional<DenseVectors> kept = known.flatMap(present -> kept(session, present));
    if (kept.isEmpty()) {
      known.ifPresent(present -> scanBlocks(session, present, scan));
    }
    return kept;
  }

  private Optional<DenseVectors> kept(ReadSession session, DenseMeta known) {
    return vectors.get(
        session, s -> fit(s, known) ? Optional.of(readAll(s, known)) : Optional.empty());
  }

  /** Asks for the first one too many: to count them would read to the end of the index. */
  private boolean fit(ReadSession session, DenseMeta known) {
    int most = known.vectorsIn(cacheBytes);
    return session.denseVectors().idAt(mode, most).length == 0;
  }

  private DenseVectors readAll(ReadSession session, DenseMeta known) {
    return wellFormed(known, session.denseVectors().all(known.dims(), mode));
  }

  private void scanBlocks(ReadSession session, DenseMeta known, Consumer<DenseVectors> scan) {
    int size = known.vectorsInBlock();
    long next = Integer.MIN_VALUE;
    DenseVectors block;
    do {
      DocBytes rows = session.denseVectors().from(known.dims(), mode, (int) next, size);
      block = wellFormed(known, rows);
      if (block.count() > 0) {
        scan.accept(block);
        next = block.docIds()[block.count() - 1] + 1L;
      }
    } while (block.count() == size && next <= Integer.MAX_VALUE);
  }

  private DenseVectors wellFormed(DenseMeta known, DocBytes rows) {
    SqliteIndexReader.requireWellFormed(file, rows, "dense_vectors", known.dims());
    return new DenseVectors(known, rows.docIds(), rows.bytes());
  }
}
