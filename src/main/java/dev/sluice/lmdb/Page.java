package dev.sluice.lmdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A branch or leaf page: a header, the offsets of its nodes in the order of their keys, and the
 * nodes (struct MDB_page and MDB_node of LMDB's mdb.c). Everything that is read of it is checked to
 * lie inside the page, and what it refers to inside the file.
 */
final class Page {
  static final int HEADER = 16;
  static final int FLAGS = 10;
  private static final int LOWER = 12;
  private static final int UPPER = 14;
  private static final int OVERFLOW_PAGES = 12;

  static final int BRANCH = 1;
  static final int LEAF = 2;
  private static final int OVERFLOW = 4;

  /** All kinds of pages; other flags are LMDB's notes to itself. */
  private static final int KINDS = 0x6F;

  private static final int NODE_HEADER = 8;
  private static final int NODE_FLAGS = 4;
  private static final int KEY_SIZE = 6;

  private static final int BIG_VALUE = 1;
  private static final int DATABASE = 2;

  private final PageFile file;
  private final ByteBuffer buffer;
  private final long number;
  private final int start;
  private final int count;

  /**
   * Looks at the header of a page.
   *
   * @param kind {@link #BRANCH} or {@link #LEAF}
   */
  Page(PageFile file, long number, int kind) {
    this.file = file;
    this.number = number;
    this.buffer = file.segment(number);
    this.start = file.offset(number);
    int lower = buffer.getChar(start + LOWER);
    int upper = buffer.getChar(start + UPPER);
    boolean sound =
        buffer.getLong(start) == number
            && (buffer.getChar(start + FLAGS) & KINDS) == kind
            && lower > HEADER
            && lower <= upper
            && upper <= file.pageSize();
    if (!sound) {
      throw file.damaged("page " + number + " has a wrong header");
    }
    this.count = (lower - HEADER) / Short.BYTES;
  }

  /** How many nodes it has. */
  int count() {
    return count;
  }

  private int node(int index) {
    int offset = buffer.getChar(start + HEADER + index * Short.BYTES);
    int keySize = offset + NODE_HEADER <= file.pageSize() ? keySize(start + offset) : 0;
    if (offset < HEADER || offset + NODE_HEADER + keySize > file.pageSize()) {
      throw file.damaged("node " + index + " of page " + number + " leaves the page");
    }
    return start + offset;
  }

  private int keySize(int node) {
    return buffer.getChar(node + KEY_SIZE);
  }

  byte[] key(int index) {
    int node = node(index);
    byte[] key = new byte[keySize(node)];
    buffer.get(node + NODE_HEADER, key);
    return key;
  }

  /**
   * The last node whose key is not after the given one, or before the first node.
   *
   * @param first the first node to look at; a branch's first key stands for everything before
   * @return its index and whether the keys are equal: {@code 2 * index + 1} if so, else {@code 2 *
   *     index}; negative if there is no such node
   */
  int floor(byte[] key, int first) {
    int low = first;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compare(node(middle), key);
      if (order == 0) {
        return 2 * middle + 1;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return 2 * high;
  }

  private int compare(int node, byte[] key) {
    int size = keySize(node);
    int common = Math.min(size, key.length);
    for (int i = 0; i < common; i++) {
      int order = (buffer.get(node + NODE_HEADER + i) & 0xFF) - (key[i] & 0xFF);
      if (order != 0) {
        return order;
      }
    }
    return size - key.length;
  }

  /** The page below a branch's node. */
  long child(int index) {
    int node = node(index);
    return (buffer.getInt(node) & 0xFFFF_FFFFL) | (long) buffer.getChar(node + NODE_FLAGS) << 32;
  }

  /** The value of a leaf's node, in place; a database of its own is none. */
  ByteBuffer value(int index) {
    int node = node(index);
    int flags = buffer.getChar(node + NODE_FLAGS);
    if ((flags & ~BIG_VALUE) != 0) {
      throw file.damaged("node " + index + " of page " + number + " has no plain value");
    }
    int size = buffer.getInt(node);
    int data = node + NODE_HEADER + keySize(node);
    if (flags == 0) {
      return inPage(data, size);
    }
    return overflow(inPage(data, Long.BYTES).getLong(), size);
  }

  /** The root of the database that a leaf's node of the main database names. */
  Tree database(int index) {
    int node = node(index);
    boolean sound =
        buffer.getChar(node + NODE_FLAGS) == DATABASE && buffer.getInt(node) == Tree.ROOT_BYTES;
    if (!sound) {
      throw file.damaged("node " + index + " of page " + number + " is no database");
    }
    return new Tree(file, inPage(node + NODE_HEADER + keySize(node), Tree.ROOT_BYTES));
  }

  boolean isDatabase(int index) {
    return buffer.getChar(node(index) + NODE_FLAGS) == DATABASE;
  }

  private ByteBuffer inPage(int at, int size) {
    if (size < 0 || size > start + file.pageSize() - at) {
      throw file.damaged("a value in page " + number + " leaves the page");
    }
    return buffer.slice(at, size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer overflow(long page, int size) {
    ByteBuffer first = file.segment(page);
    int at = file.offset(page);
    long pages = first.getInt(at + OVERFLOW_PAGES) & 0xFFFF_FFFFL;
    boolean sound =
        first.getLong(at) == page
            && (first.getChar(at + FLAGS) & KINDS) == OVERFLOW
            && size >= 0
            && size <= PageFile.MAX_VALUE_BYTES
            && HEADER + (long) size <= pages * file.pageSize()
            && pages <= file.pageCount() - page;
    if (!sound) {
      throw file.damaged("page " + page + " does not hold a value of " + size + " bytes");
    }
    return first.slice(at + HEADER, size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
