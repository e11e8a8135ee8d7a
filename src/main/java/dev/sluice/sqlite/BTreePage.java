package dev.sluice.sqlite;

import java.util.Arrays;

/** A page of a b-tree while it is filled: pointers from the front, cells from the end. */
final class BTreePage {
  private static final int SIZE = PageAppender.PAGE_SIZE;
  private static final int LEAF_HEADER = 8;
  private static final int INTERIOR_HEADER = 12;
  private static final int CELL_COUNT = 3;
  private static final int CONTENT_START = 5;
  private static final int RIGHT_CHILD = 8;

  private final byte[] bytes = new byte[SIZE];
  private final int header;
  private int cells;
  private int content = SIZE;
  private int lastSize;

  private BTreePage(int type, int header) {
    bytes[0] = (byte) type;
    this.header = header;
  }

  static BTreePage leaf(int type) {
    return new BTreePage(type, LEAF_HEADER);
  }

  static BTreePage interior(int type) {
    return new BTreePage(type, INTERIOR_HEADER);
  }

  boolean fits(int cellSize) {
    return pointersEnd() + Short.BYTES + cellSize <= content;
  }

  private int pointersEnd() {
    return header + cells * Short.BYTES;
  }

  /** Adds a cell that {@link #fits}. */
  void add(byte[] cell, int offset, int size) {
    content -= size;
    System.arraycopy(cell, offset, bytes, content, size);
    point(size);
  }

  /** Adds a cell of a child page and what separates it from the next. */
  void add(int child, byte[] separator, int offset, int size) {
    content -= size;
    System.arraycopy(separator, offset, bytes, content, size);
    content -= Integer.BYTES;
    putInt(content, child);
    point(size + Integer.BYTES);
  }

  private void point(int size) {
    putShort(pointersEnd(), content);
    cells++;
    lastSize = size;
  }

  /** Removes the cell that was added last, and returns where its bytes still are. */
  int removeLast() {
    int removed = content;
    content += lastSize;
    cells--;
    return removed;
  }

  /** The size of the cell that was added last. */
  int lastSize() {
    return lastSize;
  }

  void rightChild(int page) {
    putInt(RIGHT_CHILD, page);
  }

  byte[] bytes() {
    return bytes;
  }

  int intAt(int offset) {
    return (bytes[offset] & 0xFF) << 24
        | (bytes[offset + 1] & 0xFF) << 16
        | (bytes[offset + 2] & 0xFF) << 8
        | (bytes[offset + 3] & 0xFF);
  }

  private void putInt(int offset, int value) {
    putShort(offset, value >>> 16);
    putShort(offset + 2, value);
  }

  private void putShort(int offset, int value) {
    bytes[offset] = (byte) (value >>> 8);
    bytes[offset + 1] = (byte) value;
  }

  /**
   * Writes the finished page. The cell that is added next is the first of the next page; until then
   * {@link #bytes} has all of this one, what was removed last too.
   */
  void endInto(byte[] pages, int offset) {
    putShort(CELL_COUNT, cells);
    putShort(CONTENT_START, content);
    int free = pointersEnd();
    System.arraycopy(bytes, 0, pages, offset, free);
    Arrays.fill(pages, offset + free, offset + content, (byte) 0);
    System.arraycopy(bytes, content, pages, offset + content, SIZE - content);
    cells = 0;
    content = SIZE;
  }
}
