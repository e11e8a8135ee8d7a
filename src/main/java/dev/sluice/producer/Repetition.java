package dev.sluice.producer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Hides from a parser what no person wrote: runs of text that say one short thing over and over,
 * such as {@code ((((((} or a table of zeros. A parser's time for those grows with the square of
 * the errors in a row, while a step of it counts the same, so a limit on steps does not bound it.
 */
final class Repetition {
  private static final int BLOCK = 4_096;

  /** What repeats after n characters has n different grams; a block of code has over a thousand. */
  private static final int FEW_GRAMS = 256;

  private static final int GRAM = 8;

  /** From how many times on a block repeats a gram. */
  private static final int OFTEN = 4;

  private Repetition() {}

  /** The text, as long as before, with blanks in place of what its blocks repeat. */
  static String hidden(String text) {
    char[] hidden = null;
    int start = 0;
    while (start + BLOCK <= text.length()) {
      Map<String, Integer> grams = grams(text, start);
      if (grams.size() >= FEW_GRAMS) {
        start += BLOCK;
      } else {
        hidden = hidden == null ? text.toCharArray() : hidden;
        grams.values().removeIf(count -> count < OFTEN);
        start = hide(text, start, grams.keySet(), hidden);
      }
    }
    return hidden == null ? text : new String(hidden);
  }

  /** How often the block has each gram; the first few if there are more. */
  private static Map<String, Integer> grams(String text, int start) {
    Map<String, Integer> grams = new HashMap<>();
    for (int i = start; i + GRAM <= start + BLOCK && grams.size() < FEW_GRAMS; i++) {
      grams.merge(text.substring(i, i + GRAM), 1, Integer::sum);
    }
    return grams;
  }

  /** Blanks the grams in the block and in what goes on like it on both sides; gives its end. */
  private static int hide(String text, int block, Set<String> grams, char[] hidden) {
    int i = block;
    while (i > 0 && grams.contains(text.substring(i - 1, i - 1 + GRAM))) {
      i--;
    }
    boolean repeats = true;
    while (i < block + BLOCK || repeats) {
      repeats = i + GRAM <= text.length() && grams.contains(text.substring(i, i + GRAM));
      if (repeats) {
        Arrays.fill(hidden, i, i + GRAM, ' ');
      }
      i++;
    }
    return i;
  }
}
