package dev.sluice.lmdb;

import java.nio.ByteBuffer;

/**
 * What every score needs of a chunk, in place and by doc id.
 *
 * @param lengths ints, negative if unknown
 * @param weights doubles, NaN where there is no chunk
 */
record ChunkArrays(ByteBuffer lengths, ByteBuffer weights) {

  /** 0 if unknown. */
  int length(int docId) {
    boolean known = docId >= 0 && docId < lengths.limit() / Integer.BYTES;
    return known ? Math.max(0, lengths.getInt(docId * Integer.BYTES)) : 0;
  }

  /** 1 if there is no such chunk. */
  double weight(int docId) {
    double weight = weightOrNaN(docId);
    return Double.isNaN(weight) ? 1 : weight;
  }

  boolean exists(int docId) {
    return !Double.isNaN(weightOrNaN(docId));
  }

  double weightOrNaN(int docId) {
    boolean known = docId >= 0 && docId < count();
    return known ? weights.getDouble(docId * Double.BYTES) : Double.NaN;
  }

  /** How many ids there are, with those of no chunk. */
  int count() {
    return weights.limit() / Double.BYTES;
  }

  double greatestWeight() {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int docId = 0; docId < count(); docId++) {
      double weight = weights.getDouble(docId * Double.BYTES);
      greatest = weight > greatest ? weight : greatest; // Not the NaN of no chunk.
    }
    return greatest;
  }
}
