package dev.sluice.sqlite;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds a b-tree of a database file from the bottom up, out of cells in ascending order: each page
 * is filled and written once, where inserting row by row searches, compares and splits. The pages
 * are laid out as sections 1.6 and 1.7 of SQLite's file format say.
 */
final class BTreeBuilder {
  /** What the pages of a tree are marked with, and what goes up when a leaf is full. */
  private enum Kind {
    /** Rows by row id; the row id of a leaf's last row goes up, the row stays. */
    TABLE(0x0D, 0x05),

    /** Keys alone; the last key of a leaf goes up and is in the leaf no more. */
    INDEX(0x0A, 0x02);

    private final int leafType;
    private final int interiorType;

    Kind(int leafType, int interiorType) {
      this.leafType = leafType;
      this.interiorType = interiorType;
    }
  }

  private final Kind kind;
  private final int root;
  private final BTreePage leaf;

  /** The page being filled of each level above the leaves. */
  private final List<BTreePage> interior = new ArrayList<>();

  private long lastRowId;
  private final byte[] encodedRowId = new byte[Varint.MAX_BYTES];

  private BTreeBuilder(Kind kind, int root) {
    this.kind = kind;
    this.root = root;
    this.leaf = BTreePage.leaf(kind.leafType);
  }

  /**
   * A tree of rows.
   *
   * @param root the number of the tree's first page, an empty leaf
   */
  static BTreeBuilder table(int root) {
    return new BTreeBuilder(Kind.TABLE, root);
  }

  /**
   * A tree of keys.
   *
   * @param root as for {@link #table}
   */
  static BTreeBuilder index(int root) {
    return new BTreeBuilder(Kind.INDEX, root);
  }

  /** Adds a row, to a table. */
  void addRow(long rowId, CellWriter row, PageAppender pages) throws IOException {
    add(row, pages);
    lastRowId = rowId;
  }

  /** Adds a key, to an index. */
  void addKey(CellWriter key, PageAppender pages) throws IOException {
    add(key, pages);
  }

  private void add(CellWriter cell, PageAppender pages) throws IOException {
    int size = cell.size();
    if (!leaf.fits(size)) {
      endLeaf(pages);
    }
    leaf.add(cell.bytes(), cell.start(), size);
  }

  private void endLeaf(PageAppender pages) throws IOException {
    if (kind == Kind.TABLE) {
      int from = Varint.putBefore(encodedRowId, encodedRowId.length, lastRowId);
      push(0, pages.append(leaf), encodedRowId, from, encodedRowId.length - from, pages);
    } else {
      int key = leaf.removeLast();
      push(0, pages.append(leaf), leaf.bytes(), key, leaf.lastSize(), pages);
    }
  }

  /** Adds what separates a page from the next to the level above it. */
  private void push(
      int level, int child, byte[] separator, int offset, int size, PageAppender pages)
      throws IOException {
    if (level == interior.size()) {
      interior.add(BTreePage.interior(kind.interiorType));
    }
    BTreePage page = interior.get(level);
    if (!page.fits(Integer.BYTES + size)) {
      int last = page.removeLast();
      page.rightChild(page.intAt(last));
      int number = pages.append(page);
      push(
          level + 1,
          number,
          page.bytes(),
          last + Integer.BYTES,
          page.lastSize() - Integer.BYTES,
          pages);
    }
    page.add(child, separator, offset, size);
  }

  /** Writes what is left, and the root. Nothing can be added after. */
  void finish(PageAppender pages) throws IOException {
    BTreePage top = leaf;
    for (BTreePage above : interior) {
      above.rightChild(pages.append(top));
      top = above;
    }
    pages.overwrite(root, top);
  }
}
