package dev.sluice.sqlite;

import dev.sluice.schema.Role;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/**
 * A few read-only connections to one path, opened when first needed and used by one thread at a
 * time; the one used last is used next, since its cache is warm.
 *
 * <p>Each read is one transaction, so it sees one state of the index. Before its first row the file
 * is looked at again: a file put in the place of the one that is open is opened instead, and a file
 * that was changed has to pass the gate again.
 */
final class ReadPool implements Reads {
  private final Path file;
  private final int size;
  private final Jdbi jdbi;
  private final Gatekeeper gatekeeper;
  private final Semaphore permits;
  private final ConcurrentLinkedDeque<ReadSession> idle = new ConcurrentLinkedDeque<>();
  private final AtomicLong changes = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean();

  ReadPool(Path file, int size) {
    this(file, size, connection -> connection);
  }

  /**
   * @param watched wraps each connection, for whoever wants to see what is asked
   */
  ReadPool(Path file, int size, UnaryOperator<Connection> watched) {
    this.file = file;
    this.size = size;
    this.gatekeeper = new Gatekeeper(file);
    this.permits = new Semaphore(size);
    this.jdbi =
        Jdbi.create(() -> watched.apply(SqliteGate.openUnjudged(file)))
            .installPlugin(new SqlObjectPlugin());
    jdbi.setStatementBuilderFactory(connection -> new StatementCache());
  }

  /** {@inheritDoc} Waits while all are in use. */
  @Override
  public <T> T read(Role role, Function<ReadSession, T> work) {
    permits.acquireUninterruptibly();
    try {
      if (closed.get()) {
        throw new IllegalStateException("the reader of " + file + " is closed");
      }
      return read(borrow(), role, work);
    } catch (JdbiException e) {
      throw StoreFailure.of(file, e);
    } catch (SQLException e) {
      throw StoreFailure.of(file, e);
    } finally {
      permits.release();
    }
  }

  @Override
  public Reads within(ReadSession session) {
    return new Reads() {
      @Override
      public <T> T read(Role role, Function<ReadSession, T> work) {
        try {
          session.require(gatekeeper, role);
          return work.apply(session);
        } catch (SQLException e) {
          throw StoreFailure.of(file, e);
        }
      }

      @Override
      public Reads within(ReadSession same) {
        return this;
      }

      @Override
      public void close() {
        // Whoever began the transaction ends it.
      }
    };
  }

  private <T> T read(ReadSession session, Role role, Function<ReadSession, T> work)
      throws SQLException {
    boolean reusable = false;
    try {
      session.begin(gatekeeper, role, changes);
      T result = work.apply(session);
      session.end();
      reusable = true;
      return result;
    } finally {
      if (reusable) {
        idle.addFirst(session);
      } else {
        // After a failure nobody knows what the connection holds on to; a new one is cheap.
        session.close();
      }
    }
  }

  /** A session on the file that the path names now. */
  private ReadSession borrow() throws SQLException {
    FileIdentity current = identity();
    ReadSession session = idle.pollFirst();
    while (session != null && !session.identity().equals(current)) {
      session.close();
      session = idle.pollFirst();
    }
    while (session == null) {
      FileIdentity before = identity();
      ReadSession opened = ReadSession.open(jdbi, before);
      if (before.equals(identity())) {
        session = opened;
      } else {
        opened.close(); // Replaced meanwhile: nobody knows which of the two was opened.
      }
    }
    return session;
  }

  private FileIdentity identity() {
    try {
      return FileIdentity.of(file);
    } catch (NoSuchFileException e) {
      throw SqliteGate.missing(file);
    } catch (IOException e) {
      throw StoreFailure.unreadable(file, e);
    }
  }

  /** Waits for reads under way and closes the connections. Closing again does nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      permits.acquireUninterruptibly(size);
      try {
        for (ReadSession s = idle.pollFirst(); s != null; s = idle.pollFirst()) {
          s.close();
        }
      } finally {
        permits.release(size);
      }
    }
  }
}
