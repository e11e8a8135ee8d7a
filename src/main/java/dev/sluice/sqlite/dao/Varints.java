package dev.sluice.sqlite.dao;

/** Reads SQLite's integers of variable length: seven bits a byte, the highest first. */
final class Varints {
  private final byte[] bytes;
  private int at;

  /**
   * @param bytes read to their end, also where the last integer is cut short; null for none
   */
  Varints(byte[] bytes) {
    this.bytes = bytes == null ? new byte[0] : bytes;
  }

  /** The next integer, which has up to 56 bits; 0 after the last. */
  long next() {
    long value = 0;
    while (at < bytes.length) {
      byte next = bytes[at++];
      value = value << 7 | (next & 0x7F);
      if (next >= 0) {
        return value;
      }
    }
    return value;
  }

  /** The sum of those that are left. */
  long sum() {
    long sum = 0;
    while (at < bytes.length) {
      sum += next();
    }
    return sum;
  }
}
