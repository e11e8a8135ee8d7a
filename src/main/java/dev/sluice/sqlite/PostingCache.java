package dev.sluice.sqlite;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Posting lists of one state of the file by their terms, also that a term has none. Bounded in
 * bytes: the lists used least recently go first. Safe for use by many threads.
 */
final class PostingCache {
  /** A list's share of the table, its key and its objects, besides its numbers and characters. */
  private static final int BYTES_PER_LIST = 200;

  private final long limit;
  private final LinkedHashMap<Term, StoredList> lists = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  private record Term(String table, String text) {}

  /**
   * @param limit in bytes; with 0 nothing is kept
   */
  PostingCache(long limit) {
    this.limit = limit;
  }

  /** Whether it can keep anything. */
  boolean keeps() {
    return limit > 0;
  }

  /**
   * The lists of some terms, parallel to these; null for one that is not here.
   *
   * @param table that they are read from
   */
  synchronized List<StoredList> get(String table, List<String> terms) {
    var found = new ArrayList<StoredList>(terms.size());
    for (String term : terms) {
      found.add(lists.get(new Term(table, term)));
    }
    return found;
  }

  synchronized void put(String table, String text, StoredList list) {
    long size = size(text, list);
    if (size > limit) {
      return;
    }
    StoredList before = lists.put(new Term(table, text), list);
    bytes += size - (before == null ? 0 : size(text, before));
    Iterator<Map.Entry<Term, StoredList>> eldest = lists.entrySet().iterator();
    while (bytes > limit) {
      Map.Entry<Term, StoredList> gone = eldest.next();
      bytes -= size(gone.getKey().text(), gone.getValue());
      eldest.remove();
    }
  }

  synchronized long bytes() {
    return bytes;
  }

  private static long size(String text, StoredList list) {
    return BYTES_PER_LIST + (long) Character.BYTES * text.length() + Integer.BYTES * list.numbers();
  }
}
