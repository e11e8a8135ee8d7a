package dev.sluice.retrieval;

import dev.sluice.core.Tokenizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What to ask a full-text index for. The index holds identifiers in two forms: the tokens column
 * has their words ({@code parse header}), while file, name, signature, headline and doc have them
 * as written, which the tokenizer of the full-text index folds to one term ({@code parseheader}).
 * So a query has two forms as well, its words and its identifiers, and a chunk that matches either
 * is found. Most queries are plain words, for which the two forms are one.
 *
 * @param words the split words, distinct
 * @param identifiers the runs of letters, digits and {@code _}, lower-cased, distinct
 */
record FullTextQuery(List<String> words, List<String> identifiers) {

  static FullTextQuery of(Query query) {
    Set<String> words = new LinkedHashSet<>();
    for (String token : query.tokens()) {
      words.addAll(identifiers(token));
    }
    return new FullTextQuery(List.copyOf(words), identifiers(query.text()));
  }

  /** The lists of terms to ask for, one or two; all terms of a list must match. */
  List<List<String>> forms() {
    return words.equals(identifiers) ? List.of(words) : List.of(words, identifiers);
  }

  /**
   * Combining marks inside a word are left out, as the full-text index leaves them out; elsewhere
   * they separate, as everything that is not a letter, digit or underscore.
   */
  private static List<String> identifiers(String text) {
    var identifiers = new ArrayList<String>();
    var identifier = new StringBuilder();
    text.toLowerCase(Locale.ROOT)
        .codePoints()
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c) || c == '_') {
                identifier.appendCodePoint(c);
              } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
                flush(identifier, identifiers);
              }
            });
    flush(identifier, identifiers);
    return identifiers.stream().distinct().toList();
  }

  /** Adds what was gathered, unless it is underscores alone, which are not a term to any index. */
  private static void flush(StringBuilder identifier, List<String> identifiers) {
    if (!Tokenizer.tokens(identifier).isEmpty()) {
      identifiers.add(identifier.toString());
    }
    identifier.setLength(0);
  }
}
