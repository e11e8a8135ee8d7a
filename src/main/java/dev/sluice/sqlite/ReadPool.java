package dev.sluice.sqlite;

import dev.sluice.schema.Role;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/**
 * A few read-only connections to one file, opened through the gate when first needed and used by
 * one thread at a time. The connection used last is used next, since its cache is warm.
 */
final class ReadPool implements AutoCloseable {
  private final Path file;
  private final int size;
  private final Jdbi jdbi;
  private final Semaphore permits;
  private final ConcurrentLinkedDeque<ReadSession> idle = new ConcurrentLinkedDeque<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  ReadPool(Path file, Role role, int size) {
    this.file = file;
    this.size = size;
    this.permits = new Semaphore(size);
    this.jdbi =
        Jdbi.create(() -> SqliteGate.openReader(file, role)).installPlugin(new SqlObjectPlugin());
    jdbi.setStatementBuilderFactory(connection -> new StatementCache());
  }

  /** Runs the work with a session of its own; waits while all are in use. */
  <T> T read(Function<ReadSession, T> work) {
    permits.acquireUninterruptibly();
    try {
      if (closed.get()) {
        throw new IllegalStateException("the reader of " + file + " is closed");
      }
      ReadSession session = idle.pollFirst();
      if (session == null) {
        session = new ReadSession(jdbi.open());
      }
      try {
        return work.apply(session);
      } finally {
        idle.addFirst(session);
      }
    } catch (JdbiException e) {
      throw StoreFailure.of(file, e);
    } finally {
      permits.release();
    }
  }

  /** Waits for reads under way and closes the connections. Closing again does nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      permits.acquireUninterruptibly(size);
      idle.forEach(ReadSession::close);
      idle.clear();
      permits.release(size);
    }
  }
}
