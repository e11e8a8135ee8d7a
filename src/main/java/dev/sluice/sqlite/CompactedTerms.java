package dev.sluice.sqlite;

import dev.sluice.core.Mode;
import dev.sluice.sqlite.CompactedTerm.Batch;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Carries vocabularies and postings of one database into another with new ids. A thread reads the
 * source from the beginning, as far as the queue holds; the caller writes pages ({@link TermTrees})
 * when nobody has the target open.
 */
final class CompactedTerms implements AutoCloseable {
  private static final int BATCHES_IN_FLIGHT = 64;

  /** How many terms at most wait to be inserted as rows, so that memory stays flat. */
  private static final int WAITING_TERMS = 1 << 16;

  private static final int SECONDS_TO_END = 60;

  private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(BATCHES_IN_FLIGHT);
  private final ExecutorService threads =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "sluice-compaction"));
  private final Path source;
  private final Connection connection;
  private final List<Waiting> waiting = new ArrayList<>();
  private Future<?> reading;

  /** A row of a vocabulary that is not written as a page. */
  private record Waiting(String mode, TermKind kind, int id, byte[] utf8) {}

  /**
   * @param connection to the source; used by nobody else from {@link #read} until this is closed
   */
  CompactedTerms(Path source, Connection connection) {
    this.source = source;
    this.connection = connection;
  }

  /**
   * Begins to read.
   *
   * @param modes in the order of their names
   */
  void read(DocIdMap docs, List<Mode> modes) {
    reading =
        threads.submit(
            () -> {
              try {
                for (Mode mode : modes) {
                  for (TermKind kind : TermKind.values()) {
                    new TermReading(source, mode.id(), kind, docs, queue).run(connection);
                  }
                }
              } finally {
                queue.put(Batch.END);
              }
              return null;
            });
  }

  /**
   * Writes everything that is read.
   *
   * @param target has the declared tables and the indexes of postings, empty
   * @param counts how many terms and postings there are of each mode goes here
   * @throws dev.sluice.core.SluiceException if a posting is of a chunk or a term that is not there
   */
  void writeTo(
      Path target, Map<TermKind, TermTrees.Roots> roots, Map<Mode, Map<String, Long>> counts)
      throws SQLException, IOException {
    var trees = new EnumMap<TermKind, TermTrees>(TermKind.class);
    roots.forEach((kind, ofKind) -> trees.put(kind, new TermTrees(ofKind)));
    var pages = new PageAppender(target);
    try {
      for (Batch batch = queue.take(); !batch.isEnd(); batch = queue.take()) {
        write(batch, trees.get(batch.kind()), pages);
        count(batch, counts.get(Mode.of(batch.mode())));
        if (waiting.size() >= WAITING_TERMS) {
          pages.close();
          insertWaiting(target);
          pages = new PageAppender(target);
        }
      }
      reading.get();
      for (TermTrees tree : trees.values()) {
        tree.finish(pages);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } finally {
      pages.close();
    }
    insertWaiting(target);
  }

  private void write(Batch batch, TermTrees trees, PageAppender pages) throws IOException {
    trees.continueWith(batch.mode());
    for (CompactedTerm term : batch.terms()) {
      trees.addPostings(term.id(), term.docIds(), term.frequencies(), pages);
      if (!trees.addTerm(term.id(), term.utf8(), pages)) {
        waiting.add(new Waiting(batch.mode(), batch.kind(), term.id(), term.utf8()));
      }
    }
  }

  private static void count(Batch batch, Map<String, Long> counts) {
    long postings = batch.terms().stream().mapToLong(term -> term.docIds().length).sum();
    counts.merge(batch.kind().postings(), postings, Long::sum);
    counts.merge(batch.kind().vocabulary(), (long) batch.terms().size(), Long::sum);
  }

  private void insertWaiting(Path target) throws SQLException {
    if (waiting.isEmpty()) {
      return;
    }
    try (Connection connection = Connections.builder(target)) {
      NewDatabase.withoutJournal(connection);
      var inserts = new EnumMap<TermKind, PreparedStatement>(TermKind.class);
      for (Waiting term : waiting) {
        PreparedStatement insert = inserts.get(term.kind());
        if (insert == null) {
          insert = connection.prepareStatement(insert(term.kind()));
          inserts.put(term.kind(), insert);
        }
        insert.setString(1, term.mode());
        insert.setInt(2, term.id());
        insert.setBytes(3, term.utf8());
        insert.executeUpdate();
      }
      connection.commit();
    }
    waiting.clear();
  }

  private static String insert(TermKind kind) {
    return "INSERT INTO %s (mode, %s, %s) VALUES (?, ?, CAST(? AS TEXT))"
        .formatted(kind.vocabulary(), kind.idColumn(), kind.termColumn());
  }

  private static RuntimeException rethrown(Throwable cause) throws SQLException {
    if (cause instanceof SQLException failure) {
      throw failure;
    }
    return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
  }

  /** Ends the reading. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
        throw new IllegalStateException("reading " + source + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
