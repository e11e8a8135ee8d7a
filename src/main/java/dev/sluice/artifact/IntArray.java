package dev.sluice.artifact;

import java.util.Arrays;

/** A growing array of ints. */
final class IntArray {
  private int[] values;
  private int size;

  IntArray(int capacity) {
    values = new int[capacity];
  }

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1) + 2);
    }
    values[size++] = value;
  }

  /**
   * Adds all of an array.
   *
   * @param expected how many there will be in the end; room is made for them at once
   */
  void addAll(int[] more, int expected) {
    if (size + more.length > values.length) {
      values = Arrays.copyOf(values, Math.max(size + more.length, expected));
    }
    System.arraycopy(more, 0, values, size, more.length);
    size += more.length;
  }

  int get(int index) {
    return values[index];
  }

  int last() {
    return values[size - 1];
  }

  void set(int index, int value) {
    values[index] = value;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  int capacity() {
    return values.length;
  }

  /** The lowest 8 bits of each. */
  byte[] toBytes() {
    var bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  int[] toArray() {
    return Arrays.copyOf(values, size);
  }

  /** Gives back what is not needed. */
  void trim() {
    values = take();
  }

  /** The values, without a copy where they fill the array. */
  int[] take() {
    return size == values.length ? values : toArray();
  }
}
