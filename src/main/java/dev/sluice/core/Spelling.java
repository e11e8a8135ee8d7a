package dev.sluice.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody may have meant. */
public final class Spelling {
  private Spelling() {}

  /** The known name that is nearest by edits; none if all are quite another word. */
  public static Optional<String> nearest(String name, Collection<String> known) {
    return known.stream()
        .filter(other -> distance(name, other) <= 1 + name.length() / 3)
        .min(
            Comparator.comparingInt((String other) -> distance(name, other))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** The edit distance of Damerau, where two letters that changed places are one edit. */
  static int distance(String left, String right) {
    int[][] edits = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        int least = Math.min(edits[i - 1][j - 1] + change, 1 + edits[i - 1][j]);
        least = Math.min(least, 1 + edits[i][j - 1]);
        if (i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1)) {
          least = Math.min(least, 1 + edits[i - 2][j - 2]);
        }
        edits[i][j] = least;
      }
    }
    return edits[left.length()][right.length()];
  }
}
