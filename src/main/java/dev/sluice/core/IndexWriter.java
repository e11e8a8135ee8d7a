package dev.sluice.core;

import java.util.Map;

/**
 * Fills a new store with one mode of an index. The store is nobody's until it is finished: whoever
 * made the writer throws away what was not finished, and syncs and publishes what was.
 */
public interface IndexWriter extends IndexSink, AutoCloseable {

  /** How many terms were not added because they are {@link WellFormed#isNot ill-formed}. */
  int leftOut();

  /**
   * Writes what is left; nothing can be added after.
   *
   * @return how many rows there are, by the names of the tables of schema/tables, whatever the
   *     store
   */
  Map<String, Long> finish();

  /** Closes the store; what was not finished is lost. */
  @Override
  void close();
}
