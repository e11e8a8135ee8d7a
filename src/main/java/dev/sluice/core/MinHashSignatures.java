package dev.sluice.core;

/**
 * All MinHash signatures of an index, contiguous: the signature of {@code docIds[i]} is {@code
 * data[i*MinHash.POSITIONS .. (i+1)*MinHash.POSITIONS)}, each an unsigned 32-bit integer. The
 * arrays are shared, not copied; do not write to them.
 *
 * @param docIds ascending
 */
public record MinHashSignatures(int[] docIds, int[] data) {
  public MinHashSignatures {
    if ((long) docIds.length * MinHash.POSITIONS != data.length) {
      throw new IllegalArgumentException(
          docIds.length + " signatures in " + data.length + " positions");
    }
  }

  public int count() {
    return docIds.length;
  }
}
