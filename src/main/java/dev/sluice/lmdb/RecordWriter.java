package dev.sluice.lmdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.BuildFailedException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.lmdbjava.Dbi;

/**
 * Writes the records of one artifact. Terms come in any order and LMDB writes sorted ones far
 * faster and denser, so records are collected up to a size and written in the order of their keys:
 * where they all fit, every one is appended.
 */
final class RecordWriter {
  private final StoredArtifact artifact;
  private final Environment environment;
  private final Dbi<ByteBuffer> database;
  private final RecordSum sum = new RecordSum();
  private final SortedRun run;
  private byte[] last;

  /**
   * @param run for those who use one after another, each of which flushes it
   */
  RecordWriter(StoredArtifact artifact, Environment environment, SortedRun run) {
    this.artifact = artifact;
    this.environment = environment;
    this.database = environment.database(artifact.key());
    this.run = run;
  }

  StoredArtifact artifact() {
    return artifact;
  }

  StoreManifest.Content content() {
    return sum.content();
  }

  /** Adds a record to those collected; there it is copied. */
  void add(byte[] key, RecordBuffer value) {
    if (!run.hasRoom(key, value)) {
      flush();
    }
    run.add(key, value);
  }

  /** Writes a record now. */
  void put(byte[] key, ByteBuffer direct) {
    sum.add(key, direct);
    require(key, environment.put(database, key, direct, isLast(key)));
  }

  /** Writes a record now. */
  void put(byte[] key, RecordBuffer value) {
    put(key, value.bytes(), 0, value.size());
  }

  /** Writes a record now. */
  void put(byte[] key, byte[] bytes, int from, int length) {
    sum.add(key, ByteBuffer.wrap(bytes, from, length));
    require(key, environment.put(database, key, bytes, from, length, isLast(key)));
  }

  /** Writes what was collected. */
  void flush() {
    run.inOrder(this::put);
    run.clear();
  }

  private boolean isLast(byte[] key) {
    boolean isLast = last == null || Arrays.compareUnsigned(last, key) < 0;
    last = isLast ? key : last;
    return isLast;
  }

  private void require(byte[] key, boolean added) {
    if (!added) {
      throw new BuildFailedException(
          artifact.id() + " has the record " + name(key) + " twice",
          "what it was built from says something twice",
          "make the artifacts again, for example with: sluice index SOURCE_DIR");
    }
  }

  private String name(byte[] key) {
    return artifact == StoredArtifact.CHUNK_META
        ? "of doc id " + ByteBuffer.wrap(key).getInt()
        : "of '" + new String(key, UTF_8) + "'";
  }
}
