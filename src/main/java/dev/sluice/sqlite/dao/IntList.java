package dev.sluice.sqlite.dao;

import java.util.Arrays;

/** A growing list of ints. */
public final class IntList {
  private int[] values = new int[64];
  private int size;

  public void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  /** A copy of what was added since the last call, and an empty list. */
  public int[] take() {
    int[] taken = Arrays.copyOf(values, size);
    size = 0;
    return taken;
  }
}
