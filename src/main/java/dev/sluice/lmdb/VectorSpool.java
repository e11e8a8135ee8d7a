package dev.sluice.lmdb;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

/** The vectors of one kind on their way into two values: their doc ids, and themselves. */
final class VectorSpool implements Closeable {
  private final Spool data;
  private final RecordBuffer docIds = new RecordBuffer();
  private int last = -1;

  VectorSpool(Path file) throws IOException {
    data = new Spool(file);
  }

  /**
   * Adds a vector.
   *
   * @param docId after the one before
   */
  void add(int docId, byte[] vector, int length) throws IOException {
    if (docId <= last) {
      throw new IllegalArgumentException("doc id " + docId + " after " + last);
    }
    last = docId;
    docIds.putInt(docId);
    data.add(vector, length);
  }

  /** Writes both values, or nothing if there are no vectors. */
  void writeTo(Function<StoredArtifact, RecordWriter> writers, StoredArtifact artifact)
      throws IOException {
    if (docIds.size() > 0) {
      RecordWriter writer = writers.apply(artifact);
      writer.put(StoredArtifact.DATA, data.content());
      writer.put(StoredArtifact.DOC_IDS, docIds);
    }
  }

  @Override
  public void close() throws IOException {
    data.close();
  }
}
