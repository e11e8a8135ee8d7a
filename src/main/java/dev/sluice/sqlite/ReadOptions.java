package dev.sluice.sqlite;

import dev.sluice.sqlite.ann.VectorTable;

/**
 * How a database is read. Immutable: each method gives other options.
 *
 * @param connections how many calls may run at the same time, at least 1
 * @param postingCacheBytes how much the posting lists that are kept, those of full text among them,
 *     may take, for each mode that is open; 0 to keep none
 * @param vectorCacheBytes how much the dense vectors that are kept may take, for each mode that is
 *     open; where they take more, none is kept
 * @param vectorTable the vector extension as configured
 */
public record ReadOptions(
    int connections, long postingCacheBytes, long vectorCacheBytes, VectorTable vectorTable) {
  /** Four calls at a time, 32 MiB of posting lists, 256 MiB of vectors, no vector extension. */
  public static final ReadOptions DEFAULT =
      new ReadOptions(4, 32L << 20, 256L << 20, VectorTable.DEFAULT);

  public ReadOptions {
    if (connections < 1 || postingCacheBytes < 0 || vectorCacheBytes < 0) {
      throw new IllegalArgumentException(
          connections
              + " connections, "
              + postingCacheBytes
              + " bytes of posting lists, "
              + vectorCacheBytes
              + " of vectors");
    }
  }

  public ReadOptions withConnections(int number) {
    return new ReadOptions(number, postingCacheBytes, vectorCacheBytes, vectorTable);
  }

  public ReadOptions withPostingCacheBytes(long bytes) {
    return new ReadOptions(connections, bytes, vectorCacheBytes, vectorTable);
  }

  public ReadOptions withVectorCacheBytes(long bytes) {
    return new ReadOptions(connections, postingCacheBytes, bytes, vectorTable);
  }

  public ReadOptions withVectorTable(VectorTable table) {
    return new ReadOptions(connections, postingCacheBytes, vectorCacheBytes, table);
  }
}
