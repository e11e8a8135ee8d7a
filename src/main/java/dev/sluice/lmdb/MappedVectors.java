package dev.sluice.lmdb;

import dev.sluice.core.DenseMeta;
import dev.sluice.core.DenseVectors;
import java.nio.ByteBuffer;

/** The dense vectors of a store, in place. */
record MappedVectors(DenseMeta meta, ByteBuffer docIds, ByteBuffer data) {

  /** Throws {@link IllegalArgumentException} if there is no vector for each id. */
  static MappedVectors of(ByteBuffer meta, ByteBuffer docIds, ByteBuffer data) {
    int dims = meta.getInt();
    double scale = meta.getDouble();
    String model = meta.get() == 0 ? null : RecordBuffer.string(meta);
    var stored = new MappedVectors(new DenseMeta(dims, scale, model), docIds, data);
    if ((long) stored.count() * dims != data.remaining()) {
      throw new IllegalArgumentException(
          stored.count() + " vectors of " + dims + " in " + data.remaining() + " bytes");
    }
    return stored;
  }

  int count() {
    return docIds.remaining() / Integer.BYTES;
  }

  /** Those from one place to before another, as arrays. */
  DenseVectors copy(int from, int end) {
    int[] ids = new int[end - from];
    byte[] bytes = new byte[ids.length * meta.dims()];
    docIds.asIntBuffer().get(from, ids);
    data.get(data.position() + from * meta.dims(), bytes);
    return new DenseVectors(meta, ids, bytes);
  }
}
