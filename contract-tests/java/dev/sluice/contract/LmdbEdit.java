package dev.sluice.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.lmdbjava.ByteBufferProxy;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.Txn;

/** Changes a store through LMDB itself, as another program would, in one transaction. */
public final class LmdbEdit implements AutoCloseable {
  private static final int MAP_BYTES = 64 << 20;
  private static final int DATABASES = 16;

  private final Env<ByteBuffer> env;
  private final Txn<ByteBuffer> transaction;

  /**
   * Opens a store, or makes one.
   *
   * @param folder must exist
   */
  public LmdbEdit(Path folder) {
    env =
        Env.create(ByteBufferProxy.PROXY_OPTIMAL)
            .setMapSize(MAP_BYTES)
            .setMaxDbs(DATABASES)
            .open(folder.toFile(), EnvFlags.MDB_NOLOCK);
    transaction = env.txnWrite();
  }

  /** The main database of null, or a named one, which is made if need be. */
  private Dbi<ByteBuffer> database(String name) {
    byte[] bytes = name == null ? null : name.getBytes(UTF_8);
    return name == null
        ? env.openDbi(transaction, bytes, null, false)
        : env.openDbi(transaction, bytes, null, false, DbiFlags.MDB_CREATE);
  }

  public LmdbEdit put(String database, byte[] key, byte[] value) {
    database(database).put(transaction, direct(key), direct(value));
    return this;
  }

  public LmdbEdit put(String key, String value) {
    return put(null, key.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  public LmdbEdit delete(String database, byte[] key) {
    if (!database(database).delete(transaction, direct(key))) {
      throw new IllegalArgumentException(database + " has no such record");
    }
    return this;
  }

  public LmdbEdit delete(String key) {
    return delete(null, key.getBytes(UTF_8));
  }

  /** Removes a named database and all that is in it. */
  public LmdbEdit drop(String database) {
    database(database).drop(transaction, true);
    return this;
  }

  /** Replaces a record by what becomes of it. */
  public LmdbEdit change(String database, byte[] key, UnaryOperator<byte[]> change) {
    ByteBuffer value = database(database).get(transaction, direct(key));
    byte[] bytes = new byte[value.remaining()];
    value.get(bytes);
    return put(database, key, change.apply(bytes));
  }

  /** Commits. */
  @Override
  public void close() {
    transaction.commit();
    transaction.close();
    env.close();
  }

  /** Changes the bytes of the file of a store. */
  static void bytes(Path folder, UnaryOperator<byte[]> change) throws IOException {
    Path file = folder.resolve("data.mdb");
    Files.write(file, change.apply(Files.readAllBytes(file)));
  }

  /** The bytes as the little-endian numbers they are. */
  static ByteBuffer numbers(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(Math.max(1, bytes.length)).put(bytes).flip();
  }
}
