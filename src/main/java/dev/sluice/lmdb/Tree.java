package dev.sluice.lmdb;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One database of a data file: a B+ tree of records ordered by the bytes of their keys (struct
 * MDB_db of LMDB's mdb.c). Values are little-endian views of the mapped file.
 */
final class Tree {
  static final int ROOT_BYTES = 48;
  private static final int MAX_DEPTH = 32;
  private static final long NO_PAGE = -1;

  private final PageFile file;
  private final int depth;
  private final long entries;
  private final long root;

  Tree(PageFile file, ByteBuffer record) {
    this.file = file;
    int flags = record.getChar(4);
    this.depth = record.getChar(6);
    this.entries = record.getLong(32);
    this.root = record.getLong(40);
    boolean empty = root == NO_PAGE && depth == 0;
    if (flags != 0 || depth > MAX_DEPTH || (depth == 0 && !empty)) {
      throw file.damaged("a database of depth " + depth + " with flags " + flags);
    }
  }

  /** How many records LMDB counted. */
  long entries() {
    return entries;
  }

  /** The value of a key, or null. */
  ByteBuffer get(byte[] key) {
    Found found = find(key);
    return found == null ? null : found.page().value(found.index());
  }

  /** The database that a key of the main database names, or null. */
  Tree database(byte[] name) {
    Found found = find(name);
    return found == null ? null : found.page().database(found.index());
  }

  boolean contains(byte[] key) {
    return find(key) != null;
  }

  /** Whether the key is there and names a database. */
  boolean isDatabase(byte[] key) {
    Found found = find(key);
    return found != null && found.page().isDatabase(found.index());
  }

  private record Found(Page page, int index) {}

  private Found find(byte[] key) {
    if (depth == 0) {
      return null;
    }
    long number = root;
    for (int level = depth; level > 1; level--) {
      var branch = new Page(file, number, Page.BRANCH);
      number = branch.child(Math.max(0, branch.floor(key, 1) >> 1));
    }
    var leaf = new Page(file, number, Page.LEAF);
    int floor = leaf.floor(key, 0);
    return floor >= 0 && (floor & 1) == 1 ? new Found(leaf, floor >> 1) : null;
  }

  /** Sees records in the order of their keys. */
  interface Visitor {
    void record(byte[] key, ByteBuffer value);
  }

  /**
   * Shows every record that is not a database.
   *
   * @throws dev.sluice.core.CorruptStoreException also if keys do not ascend, lie where a look-up
   *     does not go, or are not as many as LMDB counted: then some could not be found
   */
  void forEach(Visitor visitor) {
    var walk = new Walk(visitor);
    if (depth > 0) {
      walk.page(root, depth, null, null);
    }
    if (walk.seen != entries) {
      throw file.damaged(walk.seen + " records where LMDB counted " + entries);
    }
  }

  private final class Walk {
    private final Visitor visitor;
    private byte[] last;
    private long seen;

    Walk(Visitor visitor) {
      this.visitor = visitor;
    }

    /**
     * Walks what is below a page.
     *
     * @param from no key may be before; null for none
     * @param end every key must be before; null for none
     */
    void page(long number, int level, byte[] from, byte[] end) {
      var page = new Page(file, number, level > 1 ? Page.BRANCH : Page.LEAF);
      for (int i = 0; i < page.count(); i++) {
        if (level > 1) {
          byte[] first = i == 0 ? from : page.key(i);
          byte[] next = i + 1 < page.count() ? page.key(i + 1) : end;
          page(page.child(i), level - 1, first, next);
        } else {
          record(page, i, from, end);
        }
      }
    }

    private void record(Page page, int index, byte[] from, byte[] end) {
      byte[] key = page.key(index);
      if (last != null && Arrays.compareUnsigned(last, key) >= 0) {
        throw file.damaged("keys that do not ascend");
      }
      boolean astray =
          (from != null && Arrays.compareUnsigned(key, from) < 0)
              || (end != null && Arrays.compareUnsigned(key, end) >= 0);
      if (astray) {
        throw file.damaged("a key where it is not looked for");
      }
      last = key;
      seen++;
      if (!page.isDatabase(index)) {
        visitor.record(key, page.value(index));
      }
    }
  }
}
