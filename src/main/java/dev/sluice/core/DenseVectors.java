package dev.sluice.core;

/**
 * All dense vectors of an index, contiguous: the vector of {@code docIds[i]} is {@code data[i*dims
 * .. (i+1)*dims)}, one unsigned byte per dimension, decoded as {@code min + byte * step} with a
 * range symmetric around 0. The arrays are shared, not copied; do not write to them.
 *
 * @param docIds ascending
 */
public record DenseVectors(DenseMeta meta, int[] docIds, byte[] data) {
  public DenseVectors {
    if ((long) docIds.length * meta.dims() != data.length) {
      throw new IllegalArgumentException(
          docIds.length + " vectors of " + meta.dims() + " in " + data.length + " bytes");
    }
  }

  public int count() {
    return docIds.length;
  }
}
