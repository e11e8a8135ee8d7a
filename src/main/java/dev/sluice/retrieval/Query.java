package dev.sluice.retrieval;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.SluiceException;
import dev.sluice.core.Tokenizer;
import java.util.HashSet;
import java.util.List;

/**
 * A query that has words. There is no query syntax: quotes, {@code *}, {@code -} and {@code NEAR(}
 * separate words like any other punctuation.
 *
 * @param text as given, with NUL and lone surrogates, which no text index or model takes, as spaces
 * @param tokens the words as the index has them, at least one, repeats included
 */
record Query(String text, List<String> tokens) {
  /** As many as Lucene allows clauses; more is a document rather than a query. */
  static final int MAX_DISTINCT_TOKENS = 1024;

  /**
   * @throws SluiceException with {@link ErrorCode#USAGE} for a query without words or with more
   *     than {@link #MAX_DISTINCT_TOKENS}
   */
  static Query of(String text) {
    String clean = withoutInvalidCharacters(text);
    List<String> tokens = Tokenizer.tokens(clean);
    if (tokens.isEmpty()) {
      throw usage("the query has no words", "search for at least one letter or digit");
    }
    int distinct = new HashSet<>(tokens).size();
    if (distinct > MAX_DISTINCT_TOKENS) {
      throw usage(
          "the query has " + distinct + " different words",
          "search for at most " + MAX_DISTINCT_TOKENS);
    }
    return new Query(clean, List.copyOf(tokens));
  }

  static SluiceException usage(String detail, String remedy) {
    return new SluiceException(ErrorCode.USAGE, detail, "", remedy);
  }

  private static String withoutInvalidCharacters(String text) {
    return text.codePoints()
        .map(c -> c == 0 || Character.getType(c) == Character.SURROGATE ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
