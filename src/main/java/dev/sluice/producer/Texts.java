package dev.sluice.producer;

import java.util.regex.Pattern;

/** Bounds and shapes of the short texts a chunk carries. */
final class Texts {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private Texts() {}

  /** At most {@code limit} UTF-16 units, and never half of a surrogate pair. */
  static String truncated(String text, int limit) {
    return text.substring(0, cut(text, 0, limit));
  }

  /** Where to cut so that at most {@code limit} units follow {@code from}, in no surrogate pair. */
  static int cut(String text, int from, int limit) {
    if (text.length() - from <= limit) {
      return text.length();
    }
    int cut = from + limit;
    return Character.isLowSurrogate(text.charAt(cut))
            && Character.isHighSurrogate(text.charAt(cut - 1))
        ? cut - 1
        : cut;
  }

  static String collapsed(String text) {
    return BLANKS.matcher(text.strip()).replaceAll(" ");
  }
}
