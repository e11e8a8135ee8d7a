package dev.sluice.sqlite.dao;

import java.util.Arrays;

/** A growing list of ints. */
final class IntList {
  private int[] values = new int[64];
  private int size;

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  /** A copy of what was added since the last call, and an empty list. */
  int[] take() {
    int[] taken = Arrays.copyOf(values, size);
    size = 0;
    return taken;
  }
}
