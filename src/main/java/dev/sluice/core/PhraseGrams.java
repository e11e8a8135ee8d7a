package dev.sluice.core;

import java.util.Collection;
import java.util.List;

/** Phrases: 2 to 4 consecutive tokens joined by U+0001. */
public final class PhraseGrams {
  /** The character between the tokens of a phrase. */
  public static final char SEPARATOR = '\u0001';

  public static final int MIN_TOKENS = 2;
  public static final int MAX_TOKENS = 4;

  private PhraseGrams() {}

  /** Adds every phrase of the token sequence to {@code phrases}. */
  public static void collect(List<String> tokens, Collection<String> phrases) {
    for (int from = 0; from + MIN_TOKENS <= tokens.size(); from++) {
      var phrase = new StringBuilder(tokens.get(from));
      int last = Math.min(tokens.size(), from + MAX_TOKENS);
      for (int next = from + 1; next < last; next++) {
        phrases.add(phrase.append(SEPARATOR).append(tokens.get(next)).toString());
      }
    }
  }
}
