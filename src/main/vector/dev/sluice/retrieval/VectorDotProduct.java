package dev.sluice.retrieval;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.B2S;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * By the Vector API, as many components at a time as the processor takes. Made by reflection where
 * its module is there; see {@link DotProduct#FASTEST}.
 *
 * <p>Vectors carried round a loop are only ever arguments, never what a method is called on: of
 * those the compiler knows the class only if it has been counted in time, and where it has not,
 * every step allocates, which is 20 times as slow.
 */
final class VectorDotProduct extends DotProduct {
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(SHORTS.vectorBitSize() / 2));
  private static final int LANES = SHORTS.length();

  VectorDotProduct() {}

  /** Two stored vectors at a time, so that the query is loaded once for both. */
  @Override
  void addPart(short[] query, int start, int end, byte[] bytes, double[] sums) {
    int vector = 0;
    for (; vector < sums.length - 1; vector += 2) {
      int from = vector * query.length;
      int next = from + query.length;
      IntVector even = IntVector.zero(INTS);
      IntVector odd = IntVector.zero(INTS);
      IntVector nextEven = IntVector.zero(INTS);
      IntVector nextOdd = IntVector.zero(INTS);
      int i = start;
      for (; i <= end - 2 * LANES; i += 2 * LANES) {
        ShortVector first = ShortVector.fromArray(SHORTS, query, i);
        ShortVector second = ShortVector.fromArray(SHORTS, query, i + LANES);
        IntVector pairs = pairs(first, second, bytes, from + i);
        IntVector nextPairs = pairs(first, second, bytes, next + i);
        even = evenLanes(pairs).add(even);
        odd = oddLanes(pairs).add(odd);
        nextEven = evenLanes(nextPairs).add(nextEven);
        nextOdd = oddLanes(nextPairs).add(nextOdd);
      }
      sums[vector] += sum(even, odd) + oneByOne(query, i, end, bytes, from);
      sums[vector + 1] += sum(nextEven, nextOdd) + oneByOne(query, i, end, bytes, next);
    }
    if (vector < sums.length) {
      sums[vector] += oneByOne(query, start, end, bytes, vector * query.length);
    }
  }

  /** Sums of two products each, which fit 16 bits, so that one widening serves both. */
  private static IntVector pairs(ShortVector first, ShortVector second, byte[] bytes, int at) {
    return first
        .mul(centred(bytes, at))
        .add(second.mul(centred(bytes, at + LANES)))
        .reinterpretAsInts();
  }

  /** JDK 17 widens signed bytes alone: to flip the top bit is to take 128 from an unsigned one. */
  private static ShortVector centred(byte[] bytes, int at) {
    return (ShortVector)
        ByteVector.fromArray(BYTES, bytes, at)
            .lanewise(XOR, (byte) CENTRE)
            .convertShape(B2S, SHORTS, 0);
  }

  /** Widened by shifts, which leave lanes where they are; conversions take half as long again. */
  private static IntVector evenLanes(IntVector shorts) {
    return shorts.lanewise(LSHL, Short.SIZE).lanewise(ASHR, Short.SIZE);
  }

  private static IntVector oddLanes(IntVector shorts) {
    return shorts.lanewise(ASHR, Short.SIZE);
  }

  private static int sum(IntVector even, IntVector odd) {
    return IntVector.zero(INTS).add(even).add(odd).reduceLanes(ADD);
  }
}
