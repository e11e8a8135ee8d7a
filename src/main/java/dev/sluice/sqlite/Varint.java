package dev.sluice.sqlite;

/** SQLite's integers of variable length: seven bits a byte, the highest first. */
final class Varint {
  /** Values here have up to 56 bits; the ninth byte, which holds eight, is not needed. */
  static final int MAX_BYTES = 8;

  private Varint() {}

  /** Writes a value from 0 to 2^56 - 1 and returns how many bytes it took. */
  static int put(byte[] out, int offset, long value) {
    int size = 1;
    for (long rest = value >>> 7; rest != 0; rest >>>= 7) {
      size++;
    }
    long rest = value;
    int more = 0;
    for (int i = offset + size - 1; i >= offset; i--) {
      out[i] = (byte) (more | (int) (rest & 0x7F));
      more = 0x80;
      rest >>>= 7;
    }
    return size;
  }
}
