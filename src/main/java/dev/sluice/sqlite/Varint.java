package dev.sluice.sqlite;

/** SQLite's integers of variable length: seven bits a byte, the highest first. */
final class Varint {
  /** Values here have up to 56 bits; the ninth byte, which holds eight, is not needed. */
  static final int MAX_BYTES = 8;

  private Varint() {}

  /** How many bytes a value from 0 to 2^56 - 1 takes. */
  static int size(long value) {
    int size = 1;
    for (long rest = value >>> 7; rest != 0; rest >>>= 7) {
      size++;
    }
    return size;
  }

  /**
   * Writes a value from 0 to 2^56 - 1 so that it ends before {@code end}; returns where it begins.
   */
  static int putBefore(byte[] out, int end, long value) {
    int at = end - 1;
    out[at] = (byte) (value & 0x7F);
    for (long rest = value >>> 7; rest != 0; rest >>>= 7) {
      at--;
      out[at] = (byte) (0x80 | (rest & 0x7F));
    }
    return at;
  }
}
