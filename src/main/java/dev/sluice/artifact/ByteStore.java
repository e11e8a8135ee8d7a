package dev.sluice.artifact;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Byte strings of any total length, end to end in segments; an address says where one begins. Takes
 * what was added plus at most one string's length for each segment. One thread adds; once it is
 * sealed, any number read.
 */
final class ByteStore {
  private static final int SEGMENT = 1 << 20;

  private final List<byte[]> segments = new ArrayList<>();
  private int used;

  /** Adds the first bytes of an array and returns their address. */
  long add(byte[] bytes, int length) {
    if (segments.isEmpty() || last().length - used < length) {
      seal();
      segments.add(new byte[Math.max(SEGMENT, length)]);
      used = 0;
    }
    System.arraycopy(bytes, 0, last(), used, length);
    long address = (long) (segments.size() - 1) << Integer.SIZE | used;
    used += length;
    return address;
  }

  /** Gives back what the last segment does not need. */
  void seal() {
    if (!segments.isEmpty() && used < last().length) {
      segments.set(segments.size() - 1, Arrays.copyOf(last(), used));
    }
  }

  /** The bytes from an address on; how many are its own is for them to say. */
  ByteBuffer at(long address) {
    return ByteBuffer.wrap(segments.get((int) (address >>> Integer.SIZE))).position((int) address);
  }

  /** Bytes of all segments. */
  long size() {
    return segments.stream().mapToLong(segment -> segment.length).sum();
  }

  private byte[] last() {
    return segments.get(segments.size() - 1);
  }
}
