package dev.sluice.lmdb;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A checksum over records in any order: the sum of the CRC-32C of each key and value. LMDB has none
 * of its own.
 */
final class RecordSum {
  private final CRC32C checksum = new CRC32C();
  private final byte[] block = new byte[8 << 10];
  private long records;
  private long sum;

  void add(byte[] key, ByteBuffer value) {
    checksum.reset();
    checksum.update(key);
    for (ByteBuffer rest = value.duplicate(); rest.hasRemaining(); ) {
      // Through an array: where a mapped page is gone, the JVM survives a copy, not a checksum.
      int length = Math.min(block.length, rest.remaining());
      rest.get(block, 0, length);
      checksum.update(block, 0, length);
    }
    sum += checksum.getValue();
    records++;
  }

  StoreManifest.Content content() {
    return new StoreManifest.Content(records, "crc32c-sum:" + Long.toHexString(sum));
  }
}
