package dev.sluice.lmdb;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A record in the making: little-endian, growing. Used again for the next one. */
final class RecordBuffer {
  private static final int INITIAL = 4 << 10;

  private byte[] bytes = new byte[INITIAL];
  private int size;

  RecordBuffer clear() {
    size = 0;
    return this;
  }

  /** The bytes themselves; valid until the next change. */
  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  RecordBuffer put(int oneByte) {
    reserve(1);
    bytes[size++] = (byte) oneByte;
    return this;
  }

  RecordBuffer put(byte[] some) {
    return put(some, some.length);
  }

  /** Appends the first bytes of some. */
  RecordBuffer put(byte[] some, int length) {
    reserve(length);
    System.arraycopy(some, 0, bytes, size, length);
    size += length;
    return this;
  }

  /** Appends the rest of some bytes, which are then passed over. */
  RecordBuffer put(ByteBuffer some) {
    int length = some.remaining();
    reserve(length);
    some.get(bytes, size, length);
    size += length;
    return this;
  }

  /**
   * Appends the lower bytes of a number.
   *
   * @param width how many, at most 4
   */
  RecordBuffer putInt(int value, int width) {
    return putLong(value, width);
  }

  RecordBuffer putInt(int value) {
    return putLong(value, Integer.BYTES);
  }

  /** Overwrites a number that was put before. */
  void setInt(int at, int value) {
    int end = size;
    size = at;
    putInt(value);
    size = end;
  }

  RecordBuffer putLong(long value) {
    return putLong(value, Long.BYTES);
  }

  RecordBuffer putDouble(double value) {
    return putLong(Double.doubleToRawLongBits(value));
  }

  /** Appends the length in bytes and the text, as {@link #string} reads it. */
  RecordBuffer putString(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return putInt(utf8.length).put(utf8);
  }

  static String string(ByteBuffer record) {
    return new String(bytes(record), StandardCharsets.UTF_8);
  }

  /** What {@link #putString} put, not decoded. */
  static byte[] bytes(ByteBuffer record) {
    int length = record.getInt();
    if (length < 0 || length > record.remaining()) {
      throw new IllegalArgumentException("a text of " + length + " bytes");
    }
    byte[] utf8 = new byte[length];
    record.get(utf8);
    return utf8;
  }

  private RecordBuffer putLong(long value, int width) {
    reserve(width);
    for (int i = 0; i < width; i++) {
      bytes[size++] = (byte) (value >>> (Byte.SIZE * i));
    }
    return this;
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.addExact(size + more, size));
    }
  }
}
