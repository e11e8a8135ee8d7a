package dev.sluice.retrieval;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.B2S;
import static jdk.incubator.vector.VectorOperators.S2I;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * By the Vector API, as many components at a time as the processor takes. Made by reflection where
 * its module is there; see {@link DotProduct#FASTEST}.
 */
final class VectorDotProduct extends DotProduct {
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(SHORTS.vectorBitSize() / 2));
  private static final int LANES = SHORTS.length();

  VectorDotProduct() {}

  @Override
  int part(short[] query, int start, int end, byte[] bytes, int from) {
    IntVector low = IntVector.zero(INTS);
    IntVector high = IntVector.zero(INTS);
    int i = start;
    for (; i <= end - 2 * LANES; i += 2 * LANES) {
      // Two products fit 16 bits, so that one widening serves both.
      ShortVector two =
          products(query, i, bytes, from + i)
              .add(products(query, i + LANES, bytes, from + i + LANES));
      low = low.add(two.convertShape(S2I, INTS, 0));
      high = high.add(two.convertShape(S2I, INTS, 1));
    }
    return low.add(high).reduceLanes(ADD) + oneByOne(query, i, end, bytes, from);
  }

  /** JDK 17 widens signed bytes alone: to flip the top bit is to take 128 from an unsigned one. */
  private static ShortVector products(short[] query, int at, byte[] bytes, int byteAt) {
    var stored = ByteVector.fromArray(BYTES, bytes, byteAt).lanewise(XOR, (byte) CENTRE);
    return ShortVector.fromArray(SHORTS, query, at)
        .mul((ShortVector) stored.convertShape(B2S, SHORTS, 0));
  }
}
