package dev.sluice.sqlite.dao;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Gathers the rows of one call. */
interface RowScanner<T> {

  /** Reads all rows of one batch; called once for each batch. */
  void scan(ResultSet rows) throws SQLException;

  /** What was gathered; called once at the end. */
  T result();
}
