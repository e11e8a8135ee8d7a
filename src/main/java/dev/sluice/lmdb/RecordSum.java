package dev.sluice.lmdb;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A checksum over records in any order: the sum of the CRC-32C of each key and value. LMDB has none
 * of its own.
 */
final class RecordSum {
  private final CRC32C checksum = new CRC32C();
  private long records;
  private long sum;

  void add(byte[] key, ByteBuffer value) {
    checksum.reset();
    checksum.update(key);
    checksum.update(value.duplicate());
    sum += checksum.getValue();
    records++;
  }

  StoreManifest.Content content() {
    return new StoreManifest.Content(records, "crc32c-sum:" + Long.toHexString(sum));
  }
}
