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

  private static final String OPEN = "\u27EC";
  private static final String CLOSE = "\u27ED";

  private CharGrams() {}

  /** Adds every gram of the token to {@code grams}. */
  public static void collect(String token, Collection<String> grams) {
    if (token.codePointCount(0, token.length()) > MAX_TOKEN_LENGTH) {
      return;
    }
    int[] characters = (OPEN + token + CLOSE).codePoints().toArray();
    for (int length = MIN_LENGTH; length <= MAX_LENGTH; length++) {
      for (int from = 0; from + length <= characters.length; from++) {
        grams.add(new String(characters, from, length));
      }
    }
  }
}
