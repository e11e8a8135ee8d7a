package dev.sluice.artifact;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The terms of a vocabulary in one file or several, each of which may be there once. Terms ascend
 * as a rule, in the order of strings, and the last one is then all that is held. At the first that
 * does not, those before are read again, and from there on all are held.
 */
final class DistinctTerms {
  private final List<Path> files = new ArrayList<>();
  private int count;
  private String last;
  private Set<String> seen;

  /** Where the terms that follow are read from. */
  void from(Path file) {
    files.add(file);
  }

  int count() {
    return count;
  }

  /** The term at the cursor. */
  String next(JsonCursor cursor) {
    cursor.at("term", count);
    String term = cursor.string("term");
    if (seen == null && last != null && last.compareTo(term) >= 0) {
      seen = readAgain();
    }
    if (seen != null && !seen.add(term)) {
      throw cursor.invalid(JsonText.of(term) + " is in vocab twice");
    }
    last = term;
    count++;
    return term;
  }

  private Set<String> readAgain() {
    var earlier = new HashSet<String>();
    for (Path file : files) {
      JsonCursor.read(
          file,
          cursor -> {
            if (cursor.seek("vocab")) {
              cursor.enterArray("vocab");
              while (earlier.size() < count && cursor.nextElement()) {
                earlier.add(cursor.string("term"));
              }
            }
            return null;
          });
    }
    return earlier;
  }
}
