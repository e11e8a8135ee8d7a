package dev.sluice.sqlite;

import java.nio.charset.StandardCharsets;

/**
 * Encodes rows of a mode and a few values as cells of a b-tree: sizes and row id, then a record,
 * which is the types of the values and the values (section 2.1 of SQLite's file format).
 *
 * <p>Builds run with the first compiler only, in which each loop and copy costs: every byte is
 * written once, where it stays. So the types' size is told first, and what comes before the record
 * is written backwards from it.
 */
final class CellWriter {
  /** Longer texts might need an overflow page, in a key at 1,002 bytes. */
  static final int MAX_TEXT = 900;

  private static final int MAX_COLUMNS = 4;
  private static final int MAX_TYPES = MAX_COLUMNS * 2;

  /** Where records begin, which is with the size of the types. */
  private static final int RECORD = 2 * Varint.MAX_BYTES;

  private static final int TYPES = RECORD + 1;

  private final byte[] mode;
  private final byte[] cell;
  private int typesSize;
  private int typesAt;
  private int valuesAt;
  private int typesKept;
  private int valuesKept;
  private int start;

  CellWriter(String mode) {
    this.mode = mode.getBytes(StandardCharsets.UTF_8);
    cell = new byte[TYPES + MAX_TYPES + this.mode.length + MAX_TEXT + MAX_COLUMNS * Long.BYTES];
    cell[TYPES] = (byte) textType(this.mode.length);
  }

  private static int textType(int size) {
    return 13 + 2 * size;
  }

  /**
   * Starts the next cell, whose first value is the mode.
   *
   * @param typesOfOthers how many bytes the types of the values to come have: 1 for an integer, and
   *     {@link #typeSize} for a text
   */
  CellWriter begin(int typesOfOthers) {
    if (typesSize != 1 + typesOfOthers) {
      typesSize = 1 + typesOfOthers;
      cell[RECORD] = (byte) (1 + typesSize);
      System.arraycopy(mode, 0, cell, TYPES + typesSize, mode.length);
    }
    typesAt = TYPES + 1;
    valuesAt = TYPES + typesSize + mode.length;
    return this;
  }

  /** Lets {@link #again} start cells with the values that this one has so far. */
  void keep() {
    typesKept = typesAt;
    valuesKept = valuesAt;
  }

  /** Starts the next cell with the values that were kept of this one. */
  CellWriter again() {
    typesAt = typesKept;
    valuesAt = valuesKept;
    return this;
  }

  /** Adds a value that is not negative; 0 and 1 are types of their own and have no bytes. */
  CellWriter integer(long value) {
    int low = (int) value;
    if (value < 1L << 7) {
      if (value < 2) {
        cell[typesAt++] = (byte) (8 + low);
        return this;
      }
      cell[typesAt++] = 1;
    } else {
      if (value < 1L << 15) {
        cell[typesAt++] = 2;
      } else {
        higher(value);
      }
      cell[valuesAt++] = (byte) (low >>> 8);
    }
    cell[valuesAt++] = (byte) low;
    return this;
  }

  /** The type of an integer of three bytes or more, and all but its last two. */
  private void higher(long value) {
    int low = (int) value;
    if (value < 1L << 23) {
      cell[typesAt++] = 3;
    } else {
      if (value < 1L << 31) {
        cell[typesAt++] = 4;
      } else {
        cell[typesAt++] = 5;
        cell[valuesAt++] = (byte) (value >>> 40);
        cell[valuesAt++] = (byte) (value >>> 32);
      }
      cell[valuesAt++] = (byte) (low >>> 24);
    }
    cell[valuesAt++] = (byte) (low >>> 16);
  }

  /** How many bytes the type of a text has. */
  static int typeSize(byte[] utf8) {
    return Varint.size(textType(utf8.length));
  }

  /** Adds a text of at most {@link #MAX_TEXT} bytes. */
  CellWriter text(byte[] utf8) {
    typesAt += typeSize(utf8);
    Varint.putBefore(cell, typesAt, textType(utf8.length));
    System.arraycopy(utf8, 0, cell, valuesAt, utf8.length);
    valuesAt += utf8.length;
    return this;
  }

  /** Ends a row of a table. */
  CellWriter row(long rowId) {
    start = Varint.putBefore(cell, Varint.putBefore(cell, RECORD, rowId), valuesAt - RECORD);
    return this;
  }

  /** Ends a key of an index. */
  CellWriter key() {
    start = Varint.putBefore(cell, RECORD, valuesAt - RECORD);
    return this;
  }

  /** What holds the cell that was ended last, until the next one is begun. */
  byte[] bytes() {
    return cell;
  }

  /** Where in {@link #bytes} the cell begins. */
  int start() {
    return start;
  }

  /** How many bytes the cell has. */
  int size() {
    return valuesAt - start;
  }
}
