package dev.sluice.lmdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.BuildFailedException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import org.lmdbjava.Dbi;

/**
 * Writes the records of one artifact. Terms come in any order and LMDB writes sorted ones far
 * faster and denser, so records are collected up to a size and written in the order of their keys:
 * where they all fit, every one is appended.
 */
final class RecordWriter {
  private static final int MAX_COLLECTED = 32 << 20;

  private final StoredArtifact artifact;
  private final Environment environment;
  private final Dbi<ByteBuffer> database;
  private final RecordSum sum = new RecordSum();
  private RecordBuffer collected = new RecordBuffer();

  /** Where each collected record begins: its key's length (2 bytes), key and value. */
  private int[] starts = new int[1 << 10];

  private int count;
  private byte[] last;

  RecordWriter(StoredArtifact artifact, Environment environment) {
    this.artifact = artifact;
    this.environment = environment;
    this.database = environment.database(artifact.key());
  }

  StoredArtifact artifact() {
    return artifact;
  }

  StoreManifest.Content content() {
    return sum.content();
  }

  /** Adds a record to those collected; there it is copied. */
  void add(byte[] key, RecordBuffer value) {
    if (collected.size() + key.length + value.size() > MAX_COLLECTED) {
      flush();
    }
    if (count + 1 >= starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
    }
    starts[count++] = collected.size();
    collected.putInt(key.length, Short.BYTES).put(key).put(value.bytes(), value.size());
    starts[count] = collected.size();
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
    byte[] bytes = collected.bytes();
    var order = new Integer[count];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparing(i -> i, this::compareKeys));
    for (int record : order) {
      int start = starts[record] + Short.BYTES;
      byte[] key = Arrays.copyOfRange(bytes, start, start + keyLength(record));
      int from = start + key.length;
      put(key, bytes, from, starts[record + 1] - from);
    }
    collected = new RecordBuffer();
    count = 0;
  }

  private int keyLength(int record) {
    byte[] bytes = collected.bytes();
    int at = starts[record];
    return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << Byte.SIZE;
  }

  private int compareKeys(int one, int other) {
    byte[] bytes = collected.bytes();
    int left = starts[one] + Short.BYTES;
    int right = starts[other] + Short.BYTES;
    return Arrays.compareUnsigned(
        bytes, left, left + keyLength(one), bytes, right, right + keyLength(other));
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
