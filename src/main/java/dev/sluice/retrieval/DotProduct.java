package dev.sluice.retrieval;

/**
 * The inner loop of exact dense scoring. In integers, so that the order of addition does not matter
 * and a vectorised version gives the same result to the bit.
 */
final class DotProduct {
  /**
   * The largest absolute query component with which a block of {@link #BLOCK} products of a byte
   * fits an int.
   */
  static final int MAX_COMPONENT = Short.MAX_VALUE;

  private static final int BLOCK = 256;

  private DotProduct() {}

  /** The sum of {@code query[i] * (bytes[from + i] & 0xFF)}. */
  static long of(short[] query, byte[] bytes, int from) {
    long sum = 0;
    for (int block = 0; block < query.length; block += BLOCK) {
      sum += block(query, block, Math.min(query.length, block + BLOCK), bytes, from);
    }
    return sum;
  }

  private static int block(short[] query, int start, int end, byte[] bytes, int from) {
    int sum = 0;
    for (int i = start; i < end; i++) {
      sum += query[i] * (bytes[from + i] & 0xFF);
    }
    return sum;
  }
}
