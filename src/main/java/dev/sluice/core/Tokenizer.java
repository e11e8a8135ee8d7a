package dev.sluice.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words of a text, for indexing and querying alike. A word is a run of letters and digits (by
 * Unicode), split where lower case or a digit is followed by upper case and at the end of an
 * acronym, and lower-cased: {@code HTTPServer_v2} gives {@code http, server, v2}. Everything else
 * separates. Combining marks belong to the letter they follow.
 */
public final class Tokenizer {
  private Tokenizer() {}

  /** The words of the text in order, repeats included. */
  public static List<String> tokens(CharSequence text) {
    var tokens = new ArrayList<String>();
    int length = text.length();
    int wordStart = -1;
    int previous = 0;
    for (int i = 0; i < length; ) {
      int current = Character.codePointAt(text, i);
      int next = i + Character.charCount(current);
      if (!isWordPart(current, wordStart >= 0)) {
        if (wordStart >= 0) {
          add(tokens, text, wordStart, i);
          wordStart = -1;
        }
      } else if (wordStart < 0) {
        wordStart = i;
      } else if (startsWord(
          previous, current, next < length ? Character.codePointAt(text, next) : 0)) {
        add(tokens, text, wordStart, i);
        wordStart = i;
      }
      previous = current;
      i = next;
    }
    if (wordStart >= 0) {
      add(tokens, text, wordStart, length);
    }
    return tokens;
  }

  private static boolean isWordPart(int codePoint, boolean insideWord) {
    return Character.isLetterOrDigit(codePoint)
        || (insideWord && Character.getType(codePoint) == Character.NON_SPACING_MARK);
  }

  private static boolean startsWord(int previous, int current, int following) {
    if (!Character.isUpperCase(current)) {
      return false;
    }
    return !Character.isUpperCase(previous) || Character.isLowerCase(following);
  }

  private static void add(List<String> tokens, CharSequence text, int start, int end) {
    tokens.add(text.subSequence(start, end).toString().toLowerCase(Locale.ROOT));
  }
}
