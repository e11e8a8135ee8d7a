package dev.sluice.lmdb;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A run of an external sort: records up to a size, taken in the order of their keys. Its memory is
 * used again.
 */
final class SortedRun {
  private static final int MAX_BYTES = 32 << 20;

  private final RecordBuffer records = new RecordBuffer();

  /**
   * Where each record begins: its key's length (2 bytes), key and value. And the end of the last.
   */
  private int[] starts = new int[1 << 10];

  private int count;
  private boolean ascending = true;

  boolean hasRoom(byte[] key, RecordBuffer value) {
    return records.size() + key.length + value.size() <= MAX_BYTES;
  }

  void add(byte[] key, RecordBuffer value) {
    if (count + 1 >= starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
    }
    starts[count++] = records.size();
    records.putInt(key.length, Short.BYTES).put(key).put(value.bytes(), value.size());
    starts[count] = records.size();
    ascending = ascending && (count == 1 || compareKeys(count - 2, count - 1) < 0);
  }

  /** Takes the value that lies in some bytes. */
  interface Visitor {
    void record(byte[] key, byte[] bytes, int from, int length);
  }

  void inOrder(Visitor visitor) {
    byte[] bytes = records.bytes();
    order()
        .forEachOrdered(
            record -> {
              int start = starts[record] + Short.BYTES;
              byte[] key = Arrays.copyOfRange(bytes, start, start + keyLength(record));
              int from = start + key.length;
              visitor.record(key, bytes, from, starts[record + 1] - from);
            });
  }

  /** Terms ascend as a rule; to sort a million takes 30 MB. */
  private IntStream order() {
    var all = IntStream.range(0, count);
    return ascending ? all : all.boxed().sorted(this::compareKeys).mapToInt(Integer::intValue);
  }

  void clear() {
    records.clear();
    count = 0;
    ascending = true;
  }

  private int keyLength(int record) {
    byte[] bytes = records.bytes();
    int at = starts[record];
    return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << Byte.SIZE;
  }

  private int compareKeys(int one, int other) {
    byte[] bytes = records.bytes();
    int left = starts[one] + Short.BYTES;
    int right = starts[other] + Short.BYTES;
    return Arrays.compareUnsigned(
        bytes, left, left + keyLength(one), bytes, right, right + keyLength(other));
  }
}
