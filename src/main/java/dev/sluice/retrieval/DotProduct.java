package dev.sluice.retrieval;

import java.util.Arrays;

/**
 * The inner loop of exact dense scoring. In integers, so that the order of addition does not matter
 * and every implementation gives the same result to the bit.
 */
abstract class DotProduct {
  /**
   * The largest absolute query component: two products with a stored component then fit 16 bits,
   * which is what makes a vectorised loop twice as fast as one of 32-bit products.
   */
  static final int MAX_COMPONENT = Byte.MAX_VALUE;

  /** The level that stored bytes are counted from here, so that they are signed. */
  static final int CENTRE = 128;

  private static final String VECTOR_MODULE = "jdk.incubator.vector";
  private static final String VECTORISED = "dev.sluice.retrieval.VectorDotProduct";

  /** As many as their products fit an int; longer ones are added up in parts. */
  private static final int BLOCK = 1 << 16;

  static final DotProduct SCALAR = new Scalar();

  /** By the Vector API where the process was started with its module, else the scalar loop. */
  static final DotProduct FASTEST = fastest();

  private static DotProduct fastest() {
    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
      return SCALAR;
    }
    try {
      return Class.forName(VECTORISED)
          .asSubclass(DotProduct.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(VECTORISED + " belongs to this package", e);
    }
  }

  /**
   * Of a query with stored vectors, one after the other: the sums of {@code query[i] * ((byte i of
   * the vector & 0xFF) - CENTRE)}, whole numbers.
   *
   * @param sums one for each vector
   */
  final void of(short[] query, byte[] bytes, double[] sums) {
    Arrays.fill(sums, 0);
    for (int start = 0; start < query.length; start += BLOCK) {
      addPart(query, start, Math.min(query.length, start + BLOCK), bytes, sums);
    }
  }

  /** Those of the components from {@code start} to before {@code end}, at most a block of them. */
  abstract void addPart(short[] query, int start, int end, byte[] bytes, double[] sums);

  /** One component after the other. */
  static int oneByOne(short[] query, int start, int end, byte[] bytes, int from) {
    int sum = 0;
    for (int i = start; i < end; i++) {
      sum += query[i] * ((bytes[from + i] & 0xFF) - CENTRE);
    }
    return sum;
  }

  private static final class Scalar extends DotProduct {
    @Override
    void addPart(short[] query, int start, int end, byte[] bytes, double[] sums) {
      for (int vector = 0; vector < sums.length; vector++) {
        sums[vector] += oneByOne(query, start, end, bytes, vector * query.length);
      }
    }
  }
}
