package dev.sluice.sqlite.dao;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads one column of ids. */
final class IdScanner implements RowScanner<int[]> {
  private final IntList ids = new IntList();

  IdScanner() {}

  @Override
  public void scan(ResultSet rows) throws SQLException {
    while (rows.next()) {
      ids.add(rows.getInt(1));
    }
  }

  @Override
  public int[] result() {
    return ids.take();
  }
}
