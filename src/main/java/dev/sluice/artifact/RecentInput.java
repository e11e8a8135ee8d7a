package dev.sluice.artifact;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Remembers the bytes a parser read last, so that a value can be taken as it stands in the file. A
 * parser reads ahead by one buffer: the token it is on is among the bytes of the last read.
 */
final class RecentInput extends FilterInputStream {
  private byte[] recent = new byte[1 << 14];
  private int length;

  /** How many bytes came before the recent ones. */
  private long before;

  private boolean held;

  RecentInput(InputStream in) {
    super(in);
  }

  /** Keeps everything from the last read on until {@link #release}. */
  void hold() {
    held = true;
  }

  void release() {
    held = false;
  }

  /** The bytes between two offsets of the stream, which must be among those kept. */
  byte[] slice(long from, long to) {
    return Arrays.copyOfRange(recent, Math.toIntExact(from - before), Math.toIntExact(to - before));
  }

  @Override
  public int read(byte[] buffer, int offset, int size) throws IOException {
    int count = in.read(buffer, offset, size);
    if (count > 0) {
      remember(buffer, offset, count);
    }
    return count;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  private void remember(byte[] buffer, int offset, int count) {
    if (!held) {
      before += length;
      length = 0;
    }
    if (recent.length < length + count) {
      recent = Arrays.copyOf(recent, Math.max(recent.length * 2, length + count));
    }
    System.arraycopy(buffer, offset, recent, length, count);
    length += count;
  }

  /** Reads what it passes, so that nothing is passed unseen. */
  @Override
  public long skip(long count) throws IOException {
    return count <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(count, recent.length)]));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
