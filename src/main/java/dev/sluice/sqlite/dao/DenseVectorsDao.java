package dev.sluice.sqlite.dao;

import dev.sluice.core.Mode;

/** The table {@code dense_vectors}. */
public interface DenseVectorsDao {

  /**
   * All vectors.
   *
   * @param dims the length every vector must have
   */
  @Scan(
      sql = "SELECT doc_id, vector, ? FROM dense_vectors WHERE mode = ? ORDER BY doc_id",
      into = DocBytes.Scanner.class)
  DocBytes all(int dims, Mode mode);

  /** Those of some chunks, as {@link #all}. */
  @Scan(
      sql =
          "SELECT doc_id, vector, ? FROM dense_vectors WHERE mode = ? AND doc_id IN (<list>) ORDER BY doc_id",
      into = DocBytes.Scanner.class)
  DocBytes some(int dims, Mode mode, int[] docIds);
}
