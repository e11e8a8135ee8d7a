package dev.sluice.sqlite.dao;

import dev.sluice.core.Mode;

/** The table {@code minhash_signatures}. */
public interface MinHashDao {

  /**
   * All signatures.
   *
   * @param length the number of bytes every signature must have
   */
  @Scan(
      sql = "SELECT doc_id, sig, ? FROM minhash_signatures WHERE mode = ? ORDER BY doc_id",
      into = DocBytes.Scanner.class)
  DocBytes all(int length, Mode mode);
}
