package dev.sluice.sqlite;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Adds pages at the end of a database file that no connection has open. SQLite takes them for its
 * own once {@link #close} has counted them in the header; see section 1.3 of SQLite's file format.
 */
final class PageAppender implements AutoCloseable {
  /** SQLite's default, which {@link SqliteIndexWriter} leaves as it is. */
  static final int PAGE_SIZE = 4096;

  private static final int BUFFERED_PAGES = 256;

  private static final int HEADER_SIZE = 100;
  private static final int PAGE_SIZE_OFFSET = 16;
  private static final int CHANGE_COUNTER_OFFSET = 24;
  private static final int PAGE_COUNT_OFFSET = 28;
  private static final int VERSION_VALID_FOR_OFFSET = 92;

  /** The page at 1 GiB, whose bytes SQLite locks and never uses. */
  static final int LOCK_PAGE = (1 << 30) / PAGE_SIZE + 1;

  private final FileChannel channel;
  private final ByteBuffer header = ByteBuffer.allocate(HEADER_SIZE);
  private final byte[] buffered = new byte[BUFFERED_PAGES * PAGE_SIZE];
  private int bufferedPages;

  /** How many pages there are, those in the buffer included. */
  private int count;

  PageAppender(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      while (header.hasRemaining()) {
        if (channel.read(header, header.position()) < 0) {
          throw new EOFException(file + " has no header");
        }
      }
      count = header.getInt(PAGE_COUNT_OFFSET);
      int pageSize = header.getShort(PAGE_SIZE_OFFSET);
      if (pageSize != PAGE_SIZE || channel.size() != (long) count * PAGE_SIZE) {
        throw new IOException(
            "%s has %,d bytes, expected %,d pages of %d, and they have %d"
                .formatted(file, channel.size(), count, PAGE_SIZE, pageSize));
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Ends a page, adds it and returns its number. */
  int append(BTreePage page) throws IOException {
    if (count + 1 == LOCK_PAGE) {
      Arrays.fill(buffered, end(), end() + PAGE_SIZE, (byte) 0);
      added();
    }
    page.endInto(buffered, end());
    return added();
  }

  /** Where the next page goes in the buffer. */
  private int end() {
    return bufferedPages * PAGE_SIZE;
  }

  private int added() throws IOException {
    bufferedPages++;
    count++;
    if (bufferedPages == BUFFERED_PAGES) {
      flush();
    }
    return count;
  }

  private void flush() throws IOException {
    int from = count - bufferedPages + 1;
    write(from, ByteBuffer.wrap(buffered, 0, end()));
    bufferedPages = 0;
  }

  /** Ends a page and writes it over one that was there before. */
  void overwrite(int number, BTreePage page) throws IOException {
    var bytes = new byte[PAGE_SIZE];
    page.endInto(bytes, 0);
    write(number, ByteBuffer.wrap(bytes));
  }

  private void write(int number, ByteBuffer pages) throws IOException {
    long position = (long) (number - 1) * PAGE_SIZE;
    while (pages.hasRemaining()) {
      position += channel.write(pages, position);
    }
  }

  /** Makes the pages part of the database. */
  @Override
  public void close() throws IOException {
    try (channel) {
      flush();
      int change = header.getInt(CHANGE_COUNTER_OFFSET) + 1;
      header.putInt(CHANGE_COUNTER_OFFSET, change);
      header.putInt(PAGE_COUNT_OFFSET, count);
      header.putInt(VERSION_VALID_FOR_OFFSET, change);
      write(1, header.rewind());
    }
  }
}
