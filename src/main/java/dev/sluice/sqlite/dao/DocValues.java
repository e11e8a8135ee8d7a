package dev.sluice.sqlite.dao;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/** A number for each of some chunks, by ascending doc id. */
public final class DocValues {
  private final int[] docIds;
  private final double[] values;

  private DocValues(int[] docIds, double[] values) {
    this.docIds = docIds;
    this.values = values;
  }

  /** Shows one number after the other. */
  public void forEach(Visitor visitor) {
    for (int i = 0; i < docIds.length; i++) {
      visitor.visit(docIds[i], values[i]);
    }
  }

  /** Is shown the numbers. */
  public interface Visitor {
    void visit(int docId, double value);
  }

  /** Gathers numbers by ascending doc id. */
  static final class Builder {
    private final IntList docIds = new IntList();
    private double[] values = new double[64];
    private int size;

    void add(int docId, double value) {
      docIds.add(docId);
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = value;
    }

    DocValues build() {
      return new DocValues(docIds.take(), values);
    }
  }

  /** Reads rows of doc id and number. */
  static final class Scanner implements RowScanner<DocValues> {
    private final Builder values = new Builder();

    Scanner() {}

    @Override
    public void scan(ResultSet rows) throws SQLException {
      while (rows.next()) {
        values.add(rows.getInt(1), rows.getDouble(2));
      }
    }

    @Override
    public DocValues result() {
      return values.build();
    }
  }
}
