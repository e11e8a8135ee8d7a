package dev.sluice.sqlite.dao;

import dev.sluice.core.CorruptStoreException;
import dev.sluice.core.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Reads one row of one JSON array of ids: to fetch a list as one text and take that apart takes
 * little more than half the time of a row for each id.
 */
final class IdArrayScanner implements RowScanner<int[]> {
  private final IntList ids = new IntList();

  IdArrayScanner() {}

  @Override
  public void scan(ResultSet rows) throws SQLException {
    rows.next();
    byte[] json = rows.getBytes(1);
    int number = 0;
    boolean negative = false;
    for (int i = 1; i < json.length; i++) {
      byte character = json[i];
      if (isDigit(character)) {
        number = 10 * number + character - '0';
      } else if (character == '-') {
        negative = true;
      } else {
        requireSeparator(json, i);
        if (isDigit(json[i - 1])) {
          ids.add(negative ? -number : number);
        }
        number = 0;
        negative = false;
      }
    }
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }

  private static void requireSeparator(byte[] json, int at) {
    if (json[at] != ',' && json[at] != ']') {
      throw new CorruptStoreException(
          ErrorCode.CORRUPT,
          "a posting list holds ids that are no integers: "
              + new String(json, 0, Math.min(json.length, at + 20), StandardCharsets.UTF_8),
          "the index was damaged or written by another program",
          "rebuild the index with: sluice build",
          null);
    }
  }

  /** Sorted where they are not: which index SQLite reads is left to it. */
  @Override
  public int[] result() {
    int[] all = ids.take();
    for (int i = 1; i < all.length; i++) {
      if (all[i - 1] > all[i]) {
        Arrays.sort(all);
        break;
      }
    }
    return all;
  }
}
