package dev.sluice.sqlite;

import java.nio.charset.StandardCharsets;

/**
 * Encodes rows of a mode and a few values as cells of a b-tree: sizes and row id, then a record,
 * which is the types of the values and the values (section 2.1 of SQLite's file format).
 */
final class CellWriter {
  /** Longer texts might need an overflow page, in a key at 1,002 bytes. */
  static final int MAX_TEXT = 900;

  private static final int MAX_COLUMNS = 4;
  private static final int MAX_TYPES = MAX_COLUMNS * 2;
  private static final int MAX_HEAD = 2 * Varint.MAX_BYTES;

  private final byte[] mode;
  private final byte[] types = new byte[MAX_TYPES];
  private final byte[] values = new byte[MAX_TEXT + MAX_COLUMNS * Long.BYTES];
  private final byte[] cell = new byte[MAX_HEAD + MAX_TYPES + values.length];
  private int typesEnd;
  private int valuesEnd;

  CellWriter(String mode) {
    this.mode = mode.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(this.mode, 0, values, 0, this.mode.length);
  }

  /** Starts the next cell, whose first value is the mode. */
  CellWriter begin() {
    types[0] = (byte) (13 + 2 * mode.length);
    typesEnd = 1;
    valuesEnd = mode.length;
    return this;
  }

  /** Adds a value that is not negative; 0 and 1 are types of their own and have no bytes. */
  CellWriter integer(long value) {
    int size = size(value);
    types[typesEnd++] = (byte) (size == 0 ? 8 + value : Math.min(size, 5));
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
      values[valuesEnd++] = (byte) (value >>> shift);
    }
    return this;
  }

  private static int size(long value) {
    if (value < 1L << 7) {
      return value < 2 ? 0 : 1;
    }
    if (value < 1L << 15) {
      return 2;
    }
    if (value < 1L << 23) {
      return 3;
    }
    return value < 1L << 31 ? 4 : 6;
  }

  /** Adds a text of at most {@link #MAX_TEXT} bytes. */
  CellWriter text(byte[] utf8) {
    typesEnd += Varint.put(types, typesEnd, 13 + 2 * utf8.length);
    System.arraycopy(utf8, 0, values, valuesEnd, utf8.length);
    valuesEnd += utf8.length;
    return this;
  }

  /** Ends a row of a table, and returns the size of its cell. */
  int row(long rowId) {
    int size = Varint.put(cell, 0, recordSize());
    return record(size + Varint.put(cell, size, rowId));
  }

  /** Ends a key of an index, and returns the size of its cell. */
  int key() {
    return record(Varint.put(cell, 0, recordSize()));
  }

  private int recordSize() {
    return 1 + typesEnd + valuesEnd;
  }

  private int record(int at) {
    cell[at] = (byte) (1 + typesEnd);
    System.arraycopy(types, 0, cell, at + 1, typesEnd);
    System.arraycopy(values, 0, cell, at + 1 + typesEnd, valuesEnd);
    return at + recordSize();
  }

  /** The cell that was ended last, from the beginning; until the next one is. */
  byte[] cell() {
    return cell;
  }
}
