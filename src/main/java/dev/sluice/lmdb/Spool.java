package dev.sluice.lmdb;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A long value in the making: kept in a file, so that memory stays flat. */
final class Spool implements Closeable {
  private static final int BUFFER = 64 << 10;

  private final Path file;
  private final OutputStream out;

  Spool(Path file) throws IOException {
    this.file = file;
    this.out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
  }

  void add(byte[] bytes, int length) throws IOException {
    out.write(bytes, 0, length);
  }

  /** What was added, mapped; nothing can be added after. */
  ByteBuffer content() throws IOException {
    out.close();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() > PageFile.MAX_VALUE_BYTES) {
        throw new IOException(
            channel.size() + " bytes in one value, at most " + PageFile.MAX_VALUE_BYTES + " fit");
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    }
  }

  /** Removes the file. */
  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(file);
  }
}
