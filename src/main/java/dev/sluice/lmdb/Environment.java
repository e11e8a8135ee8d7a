package dev.sluice.lmdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.lmdbjava.ByteBufferProxy;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.LmdbException;
import org.lmdbjava.PutFlags;
import org.lmdbjava.Txn;

/**
 * An environment that is being filled, by one thread. Nobody else has it, so there is no lock file
 * and no sync before the end; what is put becomes part of the file in transactions of a bounded
 * size. What LMDB refuses is an {@link UncheckedIOException}: so the classes that use this one name
 * none of lmdbjava's, and can say that it is missing.
 */
final class Environment implements AutoCloseable {
  private static final long BYTES_PER_TRANSACTION = 32 << 20;

  /** Address space beyond what the file takes; a transaction may copy every page it touches. */
  private static final long MAP_MARGIN = 1L << 30;

  private static final int COPIES = 3;

  private final Env<ByteBuffer> env;
  private final ByteBuffer key = ByteBuffer.allocateDirect(Keys.MAX_BYTES);
  private ByteBuffer value = ByteBuffer.allocateDirect(1 << 16);
  private Txn<ByteBuffer> transaction;
  private long inTransaction;

  /**
   * Makes an environment.
   *
   * @param folder must exist and be empty
   */
  Environment(Path folder) {
    env =
        asked(
            () ->
                Env.create(ByteBufferProxy.PROXY_OPTIMAL)
                    .setMapSize(MAP_MARGIN)
                    .setMaxDbs(StoredArtifact.values().length)
                    .open(folder.toFile(), EnvFlags.MDB_NOLOCK, EnvFlags.MDB_NOSYNC));
  }

  private static <T> T asked(Supplier<T> work) {
    try {
      return work.get();
    } catch (LmdbException e) {
      throw new UncheckedIOException(new IOException(e.getMessage(), e));
    }
  }

  /** The database of a name, or the main one of null; made if need be. */
  Dbi<ByteBuffer> database(String name) {
    commit();
    return asked(
        () -> name == null ? env.openDbi((byte[]) null) : env.openDbi(name, DbiFlags.MDB_CREATE));
  }

  /**
   * Puts a record.
   *
   * @param last whether the key is after every key there is
   * @return false if the key is there already
   */
  boolean put(
      Dbi<ByteBuffer> database, byte[] keyBytes, byte[] bytes, int from, int length, boolean last) {
    if (value.capacity() < length) {
      value = ByteBuffer.allocateDirect(length);
    }
    return put(database, keyBytes, value.clear().put(bytes, from, length).flip(), last);
  }

  /**
   * Puts a record.
   *
   * @param direct a direct buffer
   */
  boolean put(Dbi<ByteBuffer> database, byte[] keyBytes, ByteBuffer direct, boolean last) {
    makeRoom(keyBytes.length + direct.remaining());
    key.clear().put(keyBytes).flip();
    PutFlags how = last ? PutFlags.MDB_APPEND : PutFlags.MDB_NOOVERWRITE;
    return asked(() -> database.put(transaction, key, direct, how));
  }

  private void makeRoom(long bytes) {
    if (transaction != null && inTransaction + bytes > BYTES_PER_TRANSACTION) {
      commit();
    }
    if (transaction == null) {
      var info = env.info();
      long used = info.lastPageNumber * env.stat().pageSize;
      long needed = COPIES * used + bytes + MAP_MARGIN;
      if (info.mapSize < needed) {
        env.setMapSize(2 * needed);
      }
      transaction = asked(env::txnWrite);
      inTransaction = 0;
    }
    inTransaction += bytes;
  }

  /** Ends the transaction that is open, if one is. */
  void commit() {
    if (transaction != null) {
      asked(
          () -> {
            transaction.commit();
            transaction.close();
            return null;
          });
      transaction = null;
    }
  }

  /** Drops what is not committed. */
  @Override
  public void close() {
    if (transaction != null) {
      transaction.close();
    }
    env.close();
  }
}
