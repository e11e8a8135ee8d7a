package dev.sluice.sqlite;

import dev.sluice.sqlite.dao.IntList;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;

/**
 * The chunks that have a term in their full text, with the columns it stands in and how often. In a
 * {@link StoredList}, the second array has for each chunk one number a column, of which the last is
 * marked.
 */
final class TermOccurrences {
  /** A view of the full-text index by terms, which FTS5 makes. */
  static final String TABLE =
      "CREATE VIRTUAL TABLE temp.chunks_fts_occurrences"
          + " USING fts5vocab('main', 'chunks_fts', 'instance')";

  /**
   * All in one value, since a row for each takes four times as long: doc ids, and the first letters
   * of columns, which tell these apart.
   */
  static final String QUERY =
      "SELECT json_group_array(doc * 128 + unicode(col)) FROM temp.chunks_fts_occurrences"
          + " WHERE term = ?";

  private static final int LETTER_BITS = 7;
  private static final String LETTERS = "fnskhdt";

  private static final int COLUMN_SHIFT = 24;
  private static final int LAST = 1 << 31;
  private static final int COUNT = (1 << COLUMN_SHIFT) - 1;

  private final IntList docIds = new IntList();
  private final IntList columns = new IntList();
  private long before;
  private int count;

  private TermOccurrences() {}

  /**
   * Reads those of a term.
   *
   * @param term as the tokenizer of the index leaves it
   * @return empty if they are more than one value can hold, some twenty million
   */
  static Optional<StoredList> read(ReadSession session, String term) throws SQLException {
    PreparedStatement statement = session.occurrences();
    statement.setString(1, term);
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      return Optional.of(new TermOccurrences().list(row.getBytes(1)));
    } catch (SQLException e) {
      if (e.getErrorCode() == SQLiteErrorCode.SQLITE_TOOBIG.code) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private StoredList list(byte[] json) {
    long number = 0;
    boolean inside = false;
    boolean negative = false;
    for (byte next : json) {
      if (next >= '0' && next <= '9') {
        number = 10 * number + next - '0';
        inside = true;
      } else {
        if (inside) {
          add(negative ? -number : number);
        }
        negative = next == '-';
        number = 0;
        inside = false;
      }
    }
    if (count > 0) {
      end(true);
    }
    return new StoredList(docIds.take(), columns.take());
  }

  private void add(long place) {
    if (count == 0 || place != before) {
      boolean otherChunk = count == 0 || place >> LETTER_BITS != before >> LETTER_BITS;
      if (count > 0) {
        end(otherChunk);
      }
      if (otherChunk) {
        docIds.add((int) (place >> LETTER_BITS));
      }
      before = place;
    }
    count++;
  }

  private void end(boolean last) {
    int column = LETTERS.indexOf((char) (before & ((1 << LETTER_BITS) - 1)));
    columns.add((last ? LAST : 0) | column << COLUMN_SHIFT | Math.min(count, COUNT));
    count = 0;
  }

  static boolean isLast(int column) {
    return column < 0;
  }

  /** Which column a number is about, counted from file on: the one before it is not searched. */
  static int column(int column) {
    return (column & ~LAST) >> COLUMN_SHIFT;
  }

  static int count(int column) {
    return column & COUNT;
  }
}
