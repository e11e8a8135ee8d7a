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

  /** At most so many, from a doc id on, as {@link #all}. */
  @Scan(
      sql =
          "SELECT doc_id, vector, ? FROM dense_vectors WHERE mode = ? AND doc_id >= ?"
              + " ORDER BY doc_id LIMIT ?",
      into = DocBytes.Scanner.class)
  DocBytes from(int dims, Mode mode, int first, int limit);

  /** The doc id of the vector that so many come before; none if there are no more. */
  @Scan(
      sql = "SELECT doc_id FROM dense_vectors WHERE mode = ? ORDER BY doc_id LIMIT 1 OFFSET ?",
      into = IdScanner.class)
  int[] idAt(Mode mode, int before);

  /** Those of some chunks, as {@link #all}. */
  @Scan(
      sql =
          "SELECT doc_id, vector, ? FROM dense_vectors WHERE mode = ? AND doc_id IN (<list>) ORDER BY doc_id",
      into = DocBytes.Scanner.class)
  DocBytes some(int dims, Mode mode, int[] docIds);
}
