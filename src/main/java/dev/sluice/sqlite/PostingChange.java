package dev.sluice.sqlite;

import java.util.List;
import java.util.Map;

/**
 * What becomes of the postings of one kind of a chunk that is written anew.
 *
 * @param before terms whose postings are there, with how often each occurs
 * @param after those that are to be there
 */
record PostingChange(int docId, Map<String, Integer> before, Map<String, Integer> after) {

  /** The same where nothing is there after all. */
  PostingChange fromNothing() {
    return new PostingChange(docId, Map.of(), after);
  }

  /** Terms whose postings are to go; those that occur more or less often come again. */
  List<String> gone() {
    return notIn(after, before);
  }

  /** Terms whose postings are to come. */
  List<String> come() {
    return notIn(before, after);
  }

  private static List<String> notIn(Map<String, Integer> others, Map<String, Integer> terms) {
    return terms.entrySet().stream()
        .filter(term -> !term.getValue().equals(others.get(term.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }
}
