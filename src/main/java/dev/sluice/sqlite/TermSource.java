package dev.sluice.sqlite;

import dev.sluice.core.ChunkTerms;
import java.util.Collection;
import java.util.List;

/**
 * What the full-text row of a chunk tells of its terms, as {@link ChunkTerms} makes them. Whether
 * those are the terms the index has of it, {@link TermBalance} tells.
 *
 * @param words the tokens joined by one space; null for none
 */
record TermSource(String file, String name, String signature, String doc, String words) {

  /** The terms of one kind; distinct but for tokens, which come as often as the chunk has them. */
  Collection<String> terms(TermKind kind) {
    return switch (kind) {
      case TOKEN -> tokens();
      case PHRASE -> ChunkTerms.phrases(plain(file), plain(name), signature, doc, tokens());
      case CHARGRAM -> ChunkTerms.chargrams(plain(name));
    };
  }

  List<String> tokens() {
    return words == null || words.isEmpty() ? List.of() : List.of(words.split(" ", -1));
  }

  /** What phrases are made from, field by field; the first is the name, as for chargrams. */
  List<List<String>> phraseWords() {
    return ChunkTerms.phraseWords(plain(file), plain(name), signature, doc, this::tokens);
  }

  private static String plain(String text) {
    return text == null ? "" : text;
  }
}
