package dev.sluice.sqlite;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Fills the empty vocabulary and postings tables of one kind of term, and their indexes, without
 * the engine. These sorted b-trees of small rows are nine of ten rows of an index and were more
 * than half the time of a build; this way they take a fifth of that (docs/build.md has the
 * figures).
 *
 * <p>A row of the vocabulary is (mode, term id, term), with keys of the first two columns and of
 * mode and term. A row of the postings is (mode, term id, doc id, and the frequency of a token),
 * with a key of the first three columns and one of the first two. Keys end with the row id.
 */
final class TermTrees {
  private String mode;

  /** Cells of the vocabulary, which are of many shapes, and of each tree of postings. */
  private CellWriter cells;

  private CellWriter rowCells;
  private CellWriter keyCells;
  private CellWriter termCells;
  private final BTreeBuilder vocabulary;
  private final BTreeBuilder vocabularyById;
  private final BTreeBuilder vocabularyByTerm;
  private final BTreeBuilder postings;
  private final BTreeBuilder postingsByKey;
  private final BTreeBuilder postingsByTerm;
  private long terms;
  private long rows;
  private int lastTermId = -1;
  private byte[] lastTerm;
  private boolean vocabularyEnded;

  /** Numbers of the first pages of tables and indexes, in the order of the fields above. */
  record Roots(
      int vocabulary,
      int vocabularyById,
      int vocabularyByTerm,
      int postings,
      int postingsByKey,
      int postingsByTerm) {

    /** Those of a database. */
    static Roots of(Connection connection, TermKind kind) throws SQLException {
      String keyOfVocabulary = "sqlite_autoindex_" + kind.vocabulary();
      return new Roots(
          root(connection, kind.vocabulary()),
          root(connection, keyOfVocabulary + "_1"),
          root(connection, keyOfVocabulary + "_2"),
          root(connection, kind.postings()),
          root(connection, "sqlite_autoindex_" + kind.postings() + "_1"),
          root(connection, kind.postingsIndex()));
    }

    private static int root(Connection connection, String name) throws SQLException {
      try (PreparedStatement statement =
          connection.prepareStatement("SELECT rootpage FROM main.sqlite_schema WHERE name = ?")) {
        statement.setString(1, name);
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          return row.getInt(1);
        }
      }
    }
  }

  TermTrees(Roots roots) {
    vocabulary = BTreeBuilder.table(roots.vocabulary());
    vocabularyById = BTreeBuilder.index(roots.vocabularyById());
    vocabularyByTerm = BTreeBuilder.index(roots.vocabularyByTerm());
    postings = BTreeBuilder.table(roots.postings());
    postingsByKey = BTreeBuilder.index(roots.postingsByKey());
    postingsByTerm = BTreeBuilder.index(roots.postingsByTerm());
  }

  /**
   * Says of which mode the terms are that come next; to be called before the first.
   *
   * @param modeId this one or a later one in the order of UTF-8
   */
  void continueWith(String modeId) {
    if (!modeId.equals(mode)) {
      mode = modeId;
      cells = new CellWriter(modeId);
      rowCells = new CellWriter(modeId);
      keyCells = new CellWriter(modeId);
      termCells = new CellWriter(modeId);
      lastTermId = -1;
      lastTerm = null;
    }
  }

  /**
   * Adds a term to the vocabulary, if it comes in the order of UTF-8 and is short. The first that
   * is not ends the vocabulary's trees: that term and all after it are to be inserted as rows.
   *
   * @param id higher than the one before
   * @return whether it was added
   */
  boolean addTerm(int id, byte[] utf8, PageAppender pages) throws IOException {
    if (vocabularyEnded) {
      return false;
    }
    boolean inOrder = lastTerm == null || Arrays.compareUnsigned(lastTerm, utf8) < 0;
    if (!inOrder || utf8.length > CellWriter.MAX_TEXT) {
      endVocabulary(pages);
      return false;
    }
    lastTerm = utf8;
    terms++;
    int text = CellWriter.typeSize(utf8);
    vocabulary.addRow(terms, cells.begin(1 + text).integer(id).text(utf8).row(terms), pages);
    vocabularyById.addKey(cells.begin(2).integer(id).integer(terms).key(), pages);
    vocabularyByTerm.addKey(cells.begin(text + 1).text(utf8).integer(terms).key(), pages);
    return true;
  }

  /**
   * Adds the postings of a term.
   *
   * @param termId higher than the one before
   * @param docIds ascending
   * @param frequencies parallel to {@code docIds}; null for terms that have none
   */
  void addPostings(int termId, int[] docIds, int[] frequencies, PageAppender pages)
      throws IOException {
    requireAscending(lastTermId, termId);
    lastTermId = termId;
    // Most of a cell is as in the one before: the mode, the term, and what says where they are.
    rowCells.begin(frequencies == null ? 2 : 3).integer(termId).keep();
    keyCells.begin(3).integer(termId).keep();
    termCells.begin(2).integer(termId).keep();
    int lastDocId = -1;
    for (int i = 0; i < docIds.length; i++) {
      int docId = docIds[i];
      requireAscending(lastDocId, docId);
      lastDocId = docId;
      rows++;
      rowCells.again().integer(docId);
      if (frequencies != null) {
        rowCells.integer(atLeastOne(frequencies[i]));
      }
      postings.addRow(rows, rowCells.row(rows), pages);
      postingsByKey.addKey(keyCells.again().integer(docId).integer(rows).key(), pages);
      postingsByTerm.addKey(termCells.again().integer(rows).key(), pages);
    }
  }

  private static void requireAscending(int last, int id) {
    if (id <= last) {
      throw new IllegalArgumentException("id " + id + " after " + last + ", expected ascending");
    }
  }

  private static int atLeastOne(int frequency) {
    if (frequency < 1) {
      throw new IllegalArgumentException("frequency " + frequency + ", expected 1 or more");
    }
    return frequency;
  }

  private void endVocabulary(PageAppender pages) throws IOException {
    if (!vocabularyEnded) {
      vocabularyEnded = true;
      vocabulary.finish(pages);
      vocabularyById.finish(pages);
      vocabularyByTerm.finish(pages);
    }
  }

  /** Writes what is left. Nothing can be added after. */
  void finish(PageAppender pages) throws IOException {
    endVocabulary(pages);
    postings.finish(pages);
    postingsByKey.finish(pages);
    postingsByTerm.finish(pages);
  }

  /** How many terms were added to the vocabulary. */
  long terms() {
    return terms;
  }

  /** How many postings were added. */
  long postings() {
    return rows;
  }
}
