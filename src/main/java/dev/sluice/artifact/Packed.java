package dev.sluice.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A byte string that is being put together: integers take 1 to 5 bytes, small ones least, seven
 * bits in each, the lowest first; texts are UTF-8 behind their length plus 1, where 0 stands for
 * null.
 */
final class Packed {
  private static final int MAX_INTEGER_BYTES = 5;

  private byte[] bytes = new byte[1 << 10];
  private int size;

  Packed clear() {
    size = 0;
    return this;
  }

  Packed integer(int value) {
    makeRoom(MAX_INTEGER_BYTES);
    int rest = value;
    for (; (rest & ~0x7F) != 0; rest >>>= 7) {
      bytes[size++] = (byte) (rest | 0x80);
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  Packed optionalInteger(Integer value) {
    return value == null ? integer(0) : integer(1).integer(value);
  }

  Packed real(Double value) {
    makeRoom(1 + Double.BYTES);
    bytes[size++] = (byte) (value == null ? 0 : 1);
    if (value != null) {
      ByteBuffer.wrap(bytes).putDouble(size, value);
      size += Double.BYTES;
    }
    return this;
  }

  Packed text(String text) {
    return text == null ? integer(0) : string(text.getBytes(UTF_8));
  }

  private Packed string(byte[] utf8) {
    return integer(utf8.length + 1).bytes(utf8);
  }

  Packed bytes(byte[] other) {
    makeRoom(other.length);
    System.arraycopy(other, 0, bytes, size, other.length);
    size += other.length;
    return this;
  }

  private void makeRoom(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * size));
    }
  }

  /** Adds what was put together to a store, and returns its address there. */
  long addTo(ByteStore store) {
    return store.add(bytes, size);
  }

  static int integer(ByteBuffer packed) {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = packed.get();
      value |= (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  static Integer optionalInteger(ByteBuffer packed) {
    return integer(packed) == 0 ? null : (Integer) integer(packed);
  }

  static Double real(ByteBuffer packed) {
    return packed.get() == 0 ? null : (Double) packed.getDouble();
  }

  static String text(ByteBuffer packed) {
    int length = integer(packed) - 1;
    if (length < 0) {
      return null;
    }
    int from = packed.position();
    packed.position(from + length);
    return new String(packed.array(), packed.arrayOffset() + from, length, UTF_8);
  }
}
