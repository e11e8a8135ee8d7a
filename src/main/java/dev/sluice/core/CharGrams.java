package dev.sluice.core;

import java.util.Collection;

/**
 * Chargrams: every run of 3 to 5 characters of a token between the sentinels U+27EC and U+27ED, for
 * tokens of up to 48 characters. A character is a code point, so that no gram holds half of a
 * surrogate pair.
 */
public final class CharGrams {
  public static final int MIN_LENGTH = 3;
  public static final int MAX_LENGTH = 5;

  /** Longer tokens have no grams: they are data rather than words. */
  public static final int MAX_TOKEN_LENGTH = 48;

  /** Stands before the first character of a token. */
  public static final char OPEN = '\u27EC';

  /** Stands behind the last one. */
  public static final char CLOSE = '\u27ED';

  private CharGrams() {}

  /** Adds every gram of the token to {@code grams}. */
  public static void collect(String token, Collection<String> grams) {
    if (token.codePointCount(0, token.length()) > MAX_TOKEN_LENGTH) {
      return;
    }
    String characters = OPEN + token + CLOSE;
    int longest = Math.min(MAX_LENGTH, characters.codePointCount(0, characters.length()));
    for (int length = MIN_LENGTH; length <= longest; length++) {
      int from = 0;
      int to = characters.offsetByCodePoints(0, length);
      grams.add(characters.substring(from, to));
      while (to < characters.length()) {
        from = characters.offsetByCodePoints(from, 1);
        to = characters.offsetByCodePoints(to, 1);
        grams.add(characters.substring(from, to));
      }
    }
  }
}
