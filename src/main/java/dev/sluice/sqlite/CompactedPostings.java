package dev.sluice.sqlite;

import dev.sluice.sqlite.PostingsReading.Batch;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Carries postings and vocabularies of one database into another with new ids. One thread reads the
 * source, the caller's thread writes.
 */
final class CompactedPostings implements AutoCloseable {
  private static final int BATCHES_IN_FLIGHT = 8;
  private static final int ROWS_PER_STATEMENT = 200;
  private static final int SECONDS_TO_END = 60;

  /** The terms that occur, in the mode that is being carried. */
  private static final String TERMS = "temp.compacted_terms";

  private static final String MAKE_TERMS =
      "CREATE TEMP TABLE compacted_terms (mode TEXT, old INTEGER NOT NULL, new INTEGER PRIMARY KEY)";
  private static final String VOCABULARY =
      """
      INSERT INTO %1$s (mode, %2$s, %3$s)
      SELECT v.mode, t.new, v.%3$s FROM temp.compacted_terms t
      CROSS JOIN source.%1$s v ON v.mode = t.mode AND v.%2$s = t.old
      ORDER BY t.new
      """;

  private final Path file;
  private final Connection source;
  private final Connection target;
  private final DocIdMap docs;
  private final ExecutorService reading =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "sluice-compaction"));

  /**
   * @param file the source, for messages
   * @param source used by nobody else until this is closed
   * @param target has the same file attached as {@code source}
   */
  CompactedPostings(Path file, Connection source, Connection target, DocIdMap docs)
      throws SQLException {
    this.file = file;
    this.source = source;
    this.target = target;
    this.docs = docs;
    Connections.execute(target, MAKE_TERMS);
  }

  /** What was carried over: terms that occur in chunks, and their postings. */
  record Carried(long terms, long postings) {}

  /**
   * Carries over one kind of terms of one mode.
   *
   * @throws dev.sluice.core.SluiceException if a posting is of a chunk or a term that is not there
   */
  Carried carry(TermKind kind, String mode) throws SQLException {
    BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(BATCHES_IN_FLIGHT);
    Future<?> reader =
        reading.submit(
            () -> {
              try {
                new PostingsReading(file, kind, docs, queue).run(source, mode);
              } finally {
                queue.put(PostingsReading.END);
              }
              return null;
            });
    try {
      Carried carried = write(kind, mode, queue);
      reader.get();
      writeVocabulary(kind, carried.terms());
      return carried;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while compacting", e);
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    }
  }

  private static RuntimeException rethrown(Throwable cause) throws SQLException {
    if (cause instanceof SQLException failure) {
      throw failure;
    }
    return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
  }

  private Carried write(TermKind kind, String mode, BlockingQueue<Batch> queue)
      throws SQLException, InterruptedException {
    Connections.execute(target, "DELETE FROM " + TERMS);
    long count = 0;
    try (var postings = insert(kind.postings(), mode, kind.postingColumns());
        var terms = insert(TERMS, mode, List.of("old", "new"))) {
      for (Batch batch = queue.take(); batch != PostingsReading.END; batch = queue.take()) {
        for (int i = 0; i < batch.valueCount(); i++) {
          postings.add(batch.value(i));
        }
        for (int i = 0; i < batch.termCount(); i++) {
          terms.add(batch.term(i)).add(count++);
        }
      }
      terms.flush();
      return new Carried(count, postings.flush());
    }
  }

  private MultiRowInsert insert(String table, String mode, List<String> columns)
      throws SQLException {
    return new MultiRowInsert(target, table, mode, columns, ROWS_PER_STATEMENT);
  }

  private void writeVocabulary(TermKind kind, long expected) throws SQLException {
    String sql = VOCABULARY.formatted(kind.vocabulary(), kind.idColumn(), kind.termColumn());
    try (PreparedStatement insert = target.prepareStatement(sql)) {
      long missing = expected - insert.executeUpdate();
      if (missing != 0) {
        throw Unsound.in(
            file, kind.vocabulary() + " lacks " + missing + " terms that have postings");
      }
    }
  }

  /** Ends the reading. */
  @Override
  public void close() {
    reading.shutdownNow();
    try {
      if (!reading.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
        throw new IllegalStateException("reading " + file + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
