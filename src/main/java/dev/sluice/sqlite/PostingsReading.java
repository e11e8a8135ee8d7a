package dev.sluice.sqlite;

import dev.sluice.core.SluiceException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;

/**
 * Reads the posting lists of one mode, and puts them into a queue with new doc ids and term ids:
 * terms count from 0 in the order of their old ids, documents ascend within a list. Holds one list
 * at a time.
 */
final class PostingsReading {
  private static final int ROWS_PER_BATCH = 8_192;

  /** The batch after the last. */
  static final Batch END = new Batch(0);

  private final Path file;
  private final TermKind kind;
  private final DocIdMap docs;
  private final BlockingQueue<Batch> queue;
  private final boolean hasFrequencies;
  private final int rowLength;
  private Batch batch;
  private int nextTerm;
  private long[] list = new long[1_024];
  private int listLength;

  /** Rows on their way, and the old ids of the terms that begin among them. */
  static final class Batch {
    private final long[] values;
    private final long[] terms;
    private int valueCount;
    private int termCount;

    private Batch(int values) {
      this.values = new long[values];
      this.terms = new long[values];
    }

    /** Values of rows, one after the other. */
    int valueCount() {
      return valueCount;
    }

    long value(int i) {
      return values[i];
    }

    int termCount() {
      return termCount;
    }

    long term(int i) {
      return terms[i];
    }
  }

  PostingsReading(Path file, TermKind kind, DocIdMap docs, BlockingQueue<Batch> queue) {
    this.file = file;
    this.kind = kind;
    this.docs = docs;
    this.queue = queue;
    this.hasFrequencies = kind == TermKind.TOKEN;
    this.rowLength = kind.postingColumns().size();
    this.batch = newBatch();
  }

  private Batch newBatch() {
    return new Batch(ROWS_PER_BATCH * rowLength);
  }

  /**
   * Reads them all.
   *
   * @throws SluiceException if a posting is of a chunk that does not exist, or is none
   */
  void run(Connection source, String mode) throws SQLException, InterruptedException {
    String sql =
        "SELECT %1$s FROM %2$s WHERE mode = ? ORDER BY %3$s, doc_id"
            .formatted(String.join(", ", kind.postingColumns()), kind.postings(), kind.idColumn());
    try (PreparedStatement select = source.prepareStatement(sql)) {
      select.setString(1, mode);
      try (ResultSet rows = select.executeQuery()) {
        boolean more = rows.next();
        while (more) {
          long term = rows.getLong(1);
          do {
            addToList(rows.getLong(2), hasFrequencies ? rows.getLong(3) : 0);
            more = rows.next();
          } while (more && rows.getLong(1) == term);
          emit(term);
        }
      }
    }
    queue.put(batch);
  }

  /** A document and its frequency in one number that sorts by the document. */
  private void addToList(long oldId, long frequency) {
    long newId = docs.newId(oldId);
    if (newId < 0) {
      throw Unsound.in(
          file, kind.postings() + " has a row of chunk " + oldId + ", which is not there");
    }
    if (frequency != (int) frequency) {
      throw Unsound.in(file, kind.postings() + " has the frequency " + frequency);
    }
    if (listLength == list.length) {
      list = Arrays.copyOf(list, list.length * 2);
    }
    list[listLength++] = (newId << Integer.SIZE) | (frequency & 0xFFFF_FFFFL);
  }

  private void emit(long term) throws InterruptedException {
    Arrays.sort(list, 0, listLength);
    batch.terms[batch.termCount++] = term;
    for (int i = 0; i < listLength; i++) {
      long[] values = batch.values;
      values[batch.valueCount++] = nextTerm;
      values[batch.valueCount++] = list[i] >>> Integer.SIZE;
      if (hasFrequencies) {
        values[batch.valueCount++] = (int) list[i];
      }
      if (batch.valueCount == values.length) {
        queue.put(batch);
        batch = newBatch();
      }
    }
    nextTerm++;
    listLength = 0;
  }
}
