package dev.sluice.sqlite;

import dev.sluice.core.Mode;
import dev.sluice.sqlite.dao.FullTextDao;
import dev.sluice.sqlite.dao.FullTextDao.FullTextRow;
import dev.sluice.sqlite.dao.Ladder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Deletes everything a database holds of some chunks, except what is in the table of a vector
 * extension.
 *
 * <p>Postings are keyed by term first. Those of one chunk are found by its terms where it is
 * certain that its row tells all of them, so that the cost goes with the chunks that are deleted;
 * else every posting of the mode is looked at.
 */
final class DocRemoval {
  /**
   * From so many chunks on, one statement per table with all ids in a temporary table; below,
   * statements with lists of ids. Measured on the 12,500 chunks of workload W, from 16 to 4,096 of
   * them at once, medians of five: neither is ahead by more than the spread (16: 2.9 and 3.2 ms,
   * 512: 36 and 49, 1,024: 93 and 83, 4,096: 280 and 251), because what is deleted costs and not
   * how it is named. So the line is where one list no longer holds all ids.
   */
  static final int MANY = Ladder.MAX_STEP + 1;

  /** Chunks whose terms are looked up together. */
  private static final int CHUNKS_AT_ONCE = 64;

  static final String REMOVED = "temp.removed";

  private final Connection connection;
  private final Mode mode;
  private final FullTextDao fullText;
  private final TermIds termIds;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final Map<String, Long> deleted = new LinkedHashMap<>();
  private final int many;

  /** How many ids the temporary table has. */
  private int listed;

  /** A table of rows that belong to chunks. */
  private record DocTable(String name, String id, boolean hasMode) {
    String delete(String ids) {
      return "DELETE FROM %s WHERE %s%s IN (%s)"
          .formatted(name, hasMode ? "mode = ?1 AND " : "", id, ids);
    }
  }

  private static final DocTable FULL_TEXT = new DocTable("chunks_fts", "rowid", false);

  /** Ids of chunks are ids of one mode. */
  private static final List<DocTable> TABLES =
      List.of(
          new DocTable("chunks", "id", false),
          FULL_TEXT,
          new DocTable("doc_lengths", "doc_id", true),
          new DocTable("minhash_signatures", "doc_id", true),
          new DocTable("dense_vectors", "doc_id", true));

  DocRemoval(Connection connection, Mode mode, FullTextDao fullText, TermIds termIds, int many) {
    this.connection = connection;
    this.mode = mode;
    this.fullText = fullText;
    this.termIds = termIds;
    this.many = many;
  }

  /**
   * Deletes the rows of chunks of this mode, but for what is left for {@link ChunkAdditions} of
   * those that are to be written anew, if they are few.
   *
   * @param docIds distinct
   * @param derivable kinds of terms whose postings are certain to be those the chunks' rows tell
   * @param anew those of the ids that are to be written anew
   * @return what is left
   */
  FormerChunks remove(int[] docIds, Set<TermKind> derivable, int[] anew) throws SQLException {
    fillTable(docIds);
    var former = new FormerChunks();
    if (anew.length <= FormerChunks.MAX) {
      fullText.rows(anew).forEach(former::keep);
    }
    int[] gone = IntStream.of(docIds).filter(docId -> !former.has(docId)).toArray();
    Set<TermKind> found = EnumSet.copyOf(List.of(TermKind.values()));
    found.retainAll(derivable);
    removeByTerms(gone, found);
    for (TermKind kind : TermKind.values()) {
      if (!found.contains(kind) && holds(kind)) {
        removeAll(kind, "IN (SELECT id FROM " + REMOVED + ")");
      }
    }
    former.keepPostings(found);
    for (DocTable table : TABLES) {
      deleted.merge(
          table.name(), removeRows(table, table.equals(FULL_TEXT) ? gone : docIds), Long::sum);
    }
    return former;
  }

  /**
   * Deletes postings of a chunk; if it lacks some of them, all that it has.
   *
   * @param ids of the terms that have one
   * @return whether it lacked none
   */
  boolean removePostings(
      TermKind kind, int docId, Collection<String> terms, Map<String, Integer> ids)
      throws SQLException {
    boolean lacksNone = removeThose(kind, docId, terms, ids);
    if (!lacksNone) {
      removeAll(kind, "= " + docId);
    }
    return lacksNone;
  }

  /** Deletes the row of full text of a chunk. */
  void removeFullText(int docId) throws SQLException {
    deleted.merge(FULL_TEXT.name(), removeRows(FULL_TEXT, new int[] {docId}), Long::sum);
  }

  /** How many rows of each table were deleted. */
  Map<String, Long> deleted() {
    return deleted;
  }

  private void fillTable(int[] docIds) throws SQLException {
    listed = docIds.length;
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + REMOVED + " VALUES (?)")) {
      for (int docId : docIds) {
        insert.setInt(1, docId);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private boolean holds(TermKind kind) throws SQLException {
    PreparedStatement any =
        prepared("SELECT 1 FROM " + kind.postings() + " WHERE mode = ? LIMIT 1");
    any.setString(1, mode.id());
    try (ResultSet row = any.executeQuery()) {
      return row.next();
    }
  }

  /** Looks at every posting of the mode. */
  private void removeAll(TermKind kind, String docIds) throws SQLException {
    try (PreparedStatement scan =
        connection.prepareStatement(
            "DELETE FROM " + kind.postings() + " WHERE mode = ? AND doc_id " + docIds)) {
      scan.setString(1, mode.id());
      count(kind, scan.executeUpdate());
    }
  }

  private void count(TermKind kind, long rows) {
    deleted.merge(kind.postings(), rows, Long::sum);
  }

  /** Leaves those kinds of which every term that a row tells of had its posting. */
  private void removeByTerms(int[] docIds, Set<TermKind> kinds) throws SQLException {
    for (int from = 0; from < docIds.length; from += CHUNKS_AT_ONCE) {
      int to = Math.min(from + CHUNKS_AT_ONCE, docIds.length);
      List<FullTextRow> rows = fullText.rows(Arrays.copyOfRange(docIds, from, to));
      if (rows.size() < to - from) {
        kinds.clear();
      }
      for (var kind = kinds.iterator(); kind.hasNext(); ) {
        if (!removeByTerms(kind.next(), rows)) {
          kind.remove();
        }
      }
    }
  }

  private boolean removeByTerms(TermKind kind, List<FullTextRow> rows) throws SQLException {
    Map<Integer, Set<String>> terms = new LinkedHashMap<>();
    Set<String> distinct = new HashSet<>();
    for (FullTextRow row : rows) {
      Set<String> ofChunk = TermSource.of(row).frequencies(kind).keySet();
      terms.put(row.docId(), ofChunk);
      distinct.addAll(ofChunk);
    }
    Map<String, Integer> ids = termIds.find(kind, distinct);
    boolean allFound = true;
    for (var ofChunk : terms.entrySet()) {
      allFound &= removeThose(kind, ofChunk.getKey(), ofChunk.getValue(), ids);
    }
    return allFound;
  }

  /** Returns whether all were there. */
  private boolean removeThose(
      TermKind kind, int docId, Collection<String> terms, Map<String, Integer> ids)
      throws SQLException {
    int[] known = terms.stream().filter(ids::containsKey).mapToInt(ids::get).toArray();
    int removed = removeByIds(kind, docId, known);
    count(kind, removed);
    return removed == terms.size();
  }

  private int removeByIds(TermKind kind, int docId, int[] ids) throws SQLException {
    int removed = 0;
    for (int from = 0; from < ids.length; ) {
      int step = Ladder.step(ids.length - from);
      PreparedStatement delete =
          prepared(
              "DELETE FROM %s WHERE mode = ?1 AND doc_id = ?2 AND %s IN (%s)"
                  .formatted(kind.postings(), kind.idColumn(), parameters(step)));
      delete.setInt(2, docId);
      removed += execute(delete, 3, ids, from, step);
      from += step;
    }
    return removed;
  }

  private long removeRows(DocTable table, int[] docIds) throws SQLException {
    if (docIds.length == listed && listed >= many) {
      PreparedStatement delete = prepared(table.delete("SELECT id FROM " + REMOVED));
      if (table.hasMode()) {
        delete.setString(1, mode.id());
      }
      return delete.executeUpdate();
    }
    long removed = 0;
    for (int from = 0; from < docIds.length; ) {
      int step = Ladder.step(docIds.length - from);
      PreparedStatement delete = prepared(table.delete(parameters(step)));
      removed += execute(delete, table.hasMode() ? 2 : 1, docIds, from, step);
      from += step;
    }
    return removed;
  }

  /** Binds the mode before, and a step of ids from {@code first} on. */
  private int execute(PreparedStatement delete, int first, int[] ids, int from, int step)
      throws SQLException {
    if (first > 1) {
      delete.setString(1, mode.id());
    }
    for (int i = 0; i < step; i++) {
      delete.setInt(first + i, ids[Math.min(from + i, ids.length - 1)]);
    }
    return delete.executeUpdate();
  }

  private static String parameters(int count) {
    return "?" + ", ?".repeat(count - 1);
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    return statement;
  }
}
