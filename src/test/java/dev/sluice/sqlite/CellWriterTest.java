package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cells read as section 2.1 of SQLite's file format says; TermTreesTest has the engine read them.
 */
class CellWriterTest {
  private static final int[] INTEGER_BYTES = {0, 1, 2, 3, 4, 6, 8};
  private static final int ZERO = 8;
  private static final int TEXT = 13;
  private static final String MODE = "code";

  private final CellWriter cells = new CellWriter(MODE);

  /** Where a type ends; from the fourth byte on only a database of 2^31 postings has them. */
  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        2,
        127,
        128,
        32_767,
        32_768,
        8_388_607,
        8_388_608,
        2_147_483_647L,
        2_147_483_648L,
        140_737_488_355_327L
      })
  void aRowHoldsWhatWasAddedAfterWhatWasKept(long value) {
    cells.begin(2).integer(300).keep();
    cells.again().integer(99_999).row(1);
    assertRow(cells.again().integer(value).row(value + 1), value + 1, 300, value);
  }

  /** A text of more than 57 bytes has a type of two, so the values move. */
  @ParameterizedTest
  @ValueSource(ints = {0, 57, 58, CellWriter.MAX_TEXT})
  void textsOfAnyLengthTakeTurnsWithIntegers(int length) {
    byte[] text = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
    cells.begin(1).integer(5).key();
    ByteBuffer cell = cell(cells.begin(CellWriter.typeSize(text) + 1).text(text).integer(6).key());
    assertEquals(varint(cell), cell.remaining());
    ByteBuffer types = types(cell);
    assertEquals(TEXT + 2 * MODE.length(), varint(types));
    assertEquals(TEXT + 2 * length, varint(types));
    assertEquals(MODE + "x".repeat(length), text(cell, MODE.length() + length));
    assertEquals(6, integer(cell, varint(types)));
    assertFalse(cell.hasRemaining() || types.hasRemaining());
  }

  private static void assertRow(CellWriter row, long rowId, long... values) {
    ByteBuffer cell = cell(row);
    long size = varint(cell);
    assertEquals(rowId, varint(cell));
    assertEquals(size, cell.remaining());
    ByteBuffer types = types(cell);
    assertEquals(TEXT + 2 * MODE.length(), varint(types));
    assertEquals(MODE, text(cell, MODE.length()));
    for (long value : values) {
      assertEquals(value, integer(cell, varint(types)));
    }
    assertFalse(cell.hasRemaining() || types.hasRemaining());
  }

  private static ByteBuffer cell(CellWriter ended) {
    return ByteBuffer.wrap(ended.bytes(), ended.start(), ended.size());
  }

  /** The types, which the cell is then after. */
  private static ByteBuffer types(ByteBuffer cell) {
    int size = cell.get() - 1;
    ByteBuffer types = cell.slice(cell.position(), size);
    cell.position(cell.position() + size);
    return types;
  }

  private static long varint(ByteBuffer from) {
    long value = 0;
    byte next;
    do {
      next = from.get();
      value = value << 7 | (next & 0x7F);
    } while (next < 0);
    return value;
  }

  private static long integer(ByteBuffer from, long type) {
    if (type >= ZERO) {
      return type - ZERO;
    }
    long value = from.get(); // The first byte has the sign.
    for (int i = 1; i < INTEGER_BYTES[(int) type]; i++) {
      value = value << 8 | (from.get() & 0xFF);
    }
    return value;
  }

  private static String text(ByteBuffer from, int size) {
    var bytes = new byte[size];
    from.get(bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
