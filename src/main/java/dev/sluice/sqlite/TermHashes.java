package dev.sluice.sqlite;

import dev.sluice.core.CharGrams;
import dev.sluice.core.PhraseGrams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The hashes of the distinct phrases or chargrams of a chunk, without making the terms: every chunk
 * of a build passes here, and its terms as texts would be most of what the build allocates. The
 * hash is a polynomial, so that the one of a phrase follows from those of its words.
 */
final class TermHashes {
  private static final long BASE = 0x9E37_79B9_7F4A_7C15L;

  private long[] hashes = new long[512];
  private int size;

  static long of(String term) {
    return extended(0, term, 0, term.length());
  }

  /** The hash of a text to which a piece of another is added. */
  static long extended(long hash, String text, int from, int to) {
    for (int i = from; i < to; i++) {
      hash = extended(hash, text.charAt(i));
    }
    return hash;
  }

  static long extended(long hash, char next) {
    return hash * BASE + next + 1;
  }

  /** As {@link PhraseGrams#collect} makes them of each list of words. */
  void phrases(List<List<String>> fields) {
    size = 0;
    for (List<String> words : fields) {
      for (int from = 0; from + PhraseGrams.MIN_TOKENS <= words.size(); from++) {
        long phrase = of(words.get(from));
        int last = Math.min(words.size(), from + PhraseGrams.MAX_TOKENS);
        for (int next = from + 1; next < last; next++) {
          String word = words.get(next);
          phrase = extended(phrase, PhraseGrams.SEPARATOR);
          phrase = extended(phrase, word, 0, word.length());
          add(phrase);
        }
      }
    }
  }

  /** As {@link CharGrams#collect} makes them of each word. */
  void chargrams(List<String> words) {
    size = 0;
    for (String word : words) {
      int characters = word.codePointCount(0, word.length());
      if (characters > CharGrams.MAX_TOKEN_LENGTH) {
        continue;
      }
      if (characters < word.length()) {
        var grams = new ArrayList<String>();
        CharGrams.collect(word, grams);
        grams.forEach(gram -> add(of(gram)));
      } else {
        plainChargrams(word);
      }
    }
  }

  /** Of a word whose characters are one unit each, with a sentinel before and behind. */
  private void plainChargrams(String word) {
    int end = word.length() + 1;
    for (int from = -1; from + CharGrams.MIN_LENGTH <= end; from++) {
      long gram = 0;
      int last = Math.min(from + CharGrams.MAX_LENGTH, end);
      for (int i = from; i < last; i++) {
        gram =
            extended(
                gram,
                i < 0 ? CharGrams.OPEN : i == word.length() ? CharGrams.CLOSE : word.charAt(i));
        if (i - from + 1 >= CharGrams.MIN_LENGTH) {
          add(gram);
        }
      }
    }
  }

  private void add(long hash) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    hashes[size++] = hash;
  }

  /** Something to be done with a hash. */
  interface Sink {
    void hash(long hash);
  }

  /** Hands over every hash once. */
  void forEachDistinct(Sink sink) {
    Arrays.sort(hashes, 0, size);
    for (int i = 0; i < size; i++) {
      if (i == 0 || hashes[i] != hashes[i - 1]) {
        sink.hash(hashes[i]);
      }
    }
  }
}
