package dev.sluice.lmdb;

import dev.sluice.core.CorruptStoreException;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.MissingPath;
import dev.sluice.schema.Observation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A data file of LMDB 0.9, mapped, as 64-bit little-endian machines write it (struct MDB_meta and
 * MDB_page of its mdb.c).
 *
 * <p>It is read here and not by LMDB, for four reasons. A damaged file meets the bounds checks of
 * Java, where native code follows its page numbers out of the map and takes the JVM with it. Only
 * finished stores are read, which nobody changes in place, so locks, transactions and a table of
 * readers would guard against nothing, and no reader can be leaked or die in it. To close a reader
 * while others read frees nothing under their feet. And who only reads needs no native library, no
 * JVM flag and no right to write beside the store.
 *
 * <p>Immutable, for any number of threads. The mapping ends when nothing refers to it any more,
 * which the garbage collector finds out; until then the space of a replaced file stays taken.
 */
final class PageFile {
  /** Magic, version, page size, both roots, last page and transaction of a meta page. */
  private static final int META_BYTES = 152;

  private static final int MAGIC = 0xBEEFC0DE;
  private static final int VERSION = 1;
  private static final int META_FLAG = 8;
  private static final int MIN_PAGE = 512;
  private static final int MAX_PAGE = 1 << 16;

  /** A segment begins at each multiple of this size and is twice as long, except at the end. */
  private static final int SEGMENT_SHIFT = 30;

  /** No value is longer, so that each lies in the segment its page begins in. */
  static final int MAX_VALUE_BYTES = (1 << SEGMENT_SHIFT) - MAX_PAGE;

  private final Path file;
  private final ByteBuffer[] segments;
  private final int pageSize;
  private final long pageCount;
  private final Tree main;

  /** What LMDB keeps of the state after a transaction. */
  private record Meta(int pageSize, long lastPage, long transaction, ByteBuffer mainRoot) {}

  /** The file cannot be read, and what is there instead of a data file. */
  static final class UnfitException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Observation observation;

    UnfitException(Observation observation) {
      this.observation = observation;
    }

    Observation observation() {
      return observation;
    }
  }

  private PageFile(Path file, ByteBuffer[] segments, Meta meta) {
    this.file = file;
    this.segments = segments;
    this.pageSize = meta.pageSize();
    this.pageCount = meta.lastPage() + 1;
    this.main = new Tree(this, meta.mainRoot());
  }

  /**
   * Maps a file after looking at its kind, its length and both meta pages.
   *
   * @throws UnfitException if it is not a whole data file
   */
  static PageFile open(Path file) throws UnfitException, IOException {
    requireRegular(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long length = channel.size();
      if (length == 0) {
        throw new UnfitException(new Observation.Empty());
      }
      Meta first = meta(channel, 0, 0);
      Meta second = meta(channel, 1, first.pageSize());
      // LMDB writes them in turn; the newer one counts.
      Meta meta = second.transaction() > first.transaction() ? second : first;
      long bytes = (meta.lastPage() + 1) * meta.pageSize();
      if (meta.lastPage() < 1 || meta.lastPage() > Long.MAX_VALUE / MAX_PAGE || bytes > length) {
        throw corrupt(length + " bytes long, its last page is " + meta.lastPage());
      }
      return new PageFile(file, map(channel, bytes), meta);
    }
  }

  private static void requireRegular(Path file) throws UnfitException, IOException {
    try {
      Files.readAttributes(file, BasicFileAttributes.class);
    } catch (FileSystemException e) {
      if (Files.isRegularFile(file.getParent())) {
        throw new UnfitException(new Observation.NotADatabase("a file, not the folder of a store"));
      }
      if (MissingPath.isCause(e, file)) {
        throw new UnfitException(new Observation.Missing());
      }
      throw e;
    }
    if (!Files.isRegularFile(file)) {
      throw new UnfitException(new Observation.NotADatabase("not a regular file"));
    }
  }

  /**
   * A meta page.
   *
   * @param pageSize what the page before it says, or 0
   */
  private static Meta meta(FileChannel channel, int number, int pageSize)
      throws UnfitException, IOException {
    ByteBuffer page = ByteBuffer.allocate(META_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    long at = (long) number * pageSize;
    int read = channel.read(page, at);
    if (number == 0 && (read < Page.HEADER + 8 || page.getInt(Page.HEADER) != MAGIC)) {
      throw new UnfitException(new Observation.NotADatabase("a file without the header of LMDB"));
    }
    if (read < META_BYTES) {
      throw corrupt("cut short inside meta page " + number);
    }
    int version = page.getInt(20);
    if (number == 0 && version != VERSION) {
      throw new UnfitException(
          new Observation.NotADatabase(
              "an LMDB file of data version " + version + ", LMDB 0.9 has " + VERSION));
    }
    int size = page.getInt(40);
    boolean sound =
        page.getLong(0) == number
            && (page.getChar(Page.FLAGS) & META_FLAG) != 0
            && page.getInt(16) == MAGIC
            && version == VERSION
            && size >= MIN_PAGE
            && size <= MAX_PAGE
            && Integer.bitCount(size) == 1
            && (number == 0 || size == pageSize);
    if (!sound) {
      throw corrupt("meta page " + number + " is not one of LMDB 0.9");
    }
    return new Meta(
        size, page.getLong(136), page.getLong(144), page.slice(88, Tree.ROOT_BYTES).order(LE));
  }

  private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;

  private static UnfitException corrupt(String found) {
    return new UnfitException(new Observation.Corrupt(found));
  }

  private static ByteBuffer[] map(FileChannel channel, long bytes) throws IOException {
    int count = (int) ((bytes - 1) >>> SEGMENT_SHIFT) + 1;
    var segments = new ByteBuffer[count];
    for (int i = 0; i < count; i++) {
      long from = (long) i << SEGMENT_SHIFT;
      long size = Math.min(Math.min(bytes - from, 2L << SEGMENT_SHIFT), Integer.MAX_VALUE);
      segments[i] = channel.map(FileChannel.MapMode.READ_ONLY, from, size).order(LE);
    }
    return segments;
  }

  /** The main database, which names the others. */
  Tree main() {
    return main;
  }

  int pageSize() {
    return pageSize;
  }

  long pageCount() {
    return pageCount;
  }

  /** The buffer in which a page lies, from {@link #offset} on; shared, little-endian. */
  ByteBuffer segment(long page) {
    if (page < 2 || page >= pageCount) {
      throw damaged("page " + page + " of " + pageCount);
    }
    return segments[(int) ((page * pageSize) >>> SEGMENT_SHIFT)];
  }

  int offset(long page) {
    return (int) (page * pageSize & ((1 << SEGMENT_SHIFT) - 1));
  }

  CorruptStoreException damaged(String found) {
    return damaged(found, null);
  }

  CorruptStoreException damaged(String found, Throwable cause) {
    return new CorruptStoreException(
        ErrorCode.CORRUPT,
        file + " cannot be read: " + found + ", an intact store was expected",
        "the file was cut short or overwritten",
        "rebuild with: " + LmdbGate.rebuildCommand(file.getParent()),
        cause);
  }
}
