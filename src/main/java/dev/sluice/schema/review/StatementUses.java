package dev.sluice.schema.review;

import java.util.List;

/** Which statements of the program touch an object of the schema, as the engine tells. */
public interface StatementUses extends AutoCloseable {
  /**
   * A statement.
   *
   * @param method the DAO method that runs it, for example {@code ChunksDao.find}
   * @param reads whether it only reads
   */
  record Use(String method, boolean reads) {}

  /** The statements that cannot do without the table. */
  List<Use> ofTable(String table);

  /** The statements that cannot do without the column. */
  List<Use> ofColumn(String table, String column);

  /** The statements that are run another way without the index. */
  List<Use> ofIndex(String index);

  /** Methods whose statement the engine does not understand, so that nothing is known of them. */
  List<String> unknown();

  @Override
  void close();
}
