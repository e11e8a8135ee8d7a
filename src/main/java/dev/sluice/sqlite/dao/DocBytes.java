package dev.sluice.sqlite.dao;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A byte string for each of some chunks, by ascending doc id, end to end.
 *
 * @param malformed doc ids whose byte string differs in length from the expected one; they are not
 *     among the others
 */
public record DocBytes(int[] docIds, byte[] bytes, List<Integer> malformed) {

  /** Reads rows of doc id, byte string and expected length, the same in all. */
  static final class Scanner implements RowScanner<DocBytes> {
    private final IntList docIds = new IntList();
    private final List<byte[]> values = new ArrayList<>();
    private int length;
    private int expected = -1;
    private final List<Integer> malformed = new ArrayList<>();

    Scanner() {}

    @Override
    public void scan(ResultSet rows) throws SQLException {
      while (rows.next()) {
        int docId = rows.getInt(1);
        byte[] value = rows.getBytes(2);
        if (expected < 0) {
          expected = rows.getInt(3);
        }
        if (value == null || value.length != expected) {
          malformed.add(docId);
        } else {
          docIds.add(docId);
          values.add(value);
          length = Math.addExact(length, value.length);
        }
      }
    }

    @Override
    public DocBytes result() {
      byte[] bytes = new byte[length];
      int at = 0;
      for (byte[] value : values) {
        System.arraycopy(value, 0, bytes, at, value.length);
        at += value.length;
      }
      return new DocBytes(docIds.take(), bytes, malformed);
    }
  }
}
