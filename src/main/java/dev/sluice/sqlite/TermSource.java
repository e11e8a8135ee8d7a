package dev.sluice.sqlite;

import dev.sluice.core.ChunkTerms;
import dev.sluice.core.Mode;
import dev.sluice.core.Tokenizer;
import dev.sluice.core.WellFormed;
import dev.sluice.sqlite.dao.FullTextDao.FullTextRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the full-text row of a chunk tells of its terms, as {@link ChunkTerms} makes them. Whether
 * those are the terms the index has of it, {@link TermBalance} tells.
 *
 * @param words the tokens joined by one space; null for none
 */
record TermSource(String file, String name, String signature, String doc, String words) {

  static TermSource of(FullTextRow row) {
    return new TermSource(row.file(), row.name(), row.signature(), row.doc(), row.tokens());
  }

  /** Something to be done with what the row of a chunk tells. */
  interface Sink {
    void chunk(int docId, TermSource source);
  }

  /** Hands over what the rows of chunks of a mode tell: those with ids in a range. */
  static void forEach(Connection connection, Mode mode, int from, int to, Sink sink)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT rowid, file, name, signature, doc, tokens FROM chunks_fts"
                + " WHERE mode = ? AND rowid >= ? AND rowid < ?")) {
      statement.setString(1, mode.id());
      statement.setInt(2, from);
      statement.setInt(3, to);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          sink.chunk(
              rows.getInt(1),
              new TermSource(
                  rows.getString(2),
                  rows.getString(3),
                  rows.getString(4),
                  rows.getString(5),
                  rows.getString(6)));
        }
      }
    }
  }

  /** The terms of one kind; distinct but for tokens, which come as often as the chunk has them. */
  Collection<String> terms(TermKind kind) {
    return switch (kind) {
      case TOKEN -> tokens();
      case PHRASE -> ChunkTerms.phrases(plain(file), plain(name), signature, doc, tokens());
      case CHARGRAM -> ChunkTerms.chargrams(plain(name));
    };
  }

  /** The terms of one kind that a store can hold, each with what its posting says. */
  Map<String, Integer> frequencies(TermKind kind) {
    return frequencies(kind, terms(kind));
  }

  /**
   * Those of some terms that a store can hold, with how often each is among them, or 1 for kinds
   * whose postings do not say.
   */
  static Map<String, Integer> frequencies(TermKind kind, Collection<String> terms) {
    Map<String, Integer> frequencies = new LinkedHashMap<>();
    for (String term : terms) {
      if (!WellFormed.isNot(term)) {
        frequencies.merge(term, 1, kind == TermKind.TOKEN ? Integer::sum : (a, b) -> 1);
      }
    }
    return frequencies;
  }

  List<String> tokens() {
    return words == null || words.isEmpty() ? List.of() : List.of(words.split(" ", -1));
  }

  /** What chargrams are made from. */
  List<String> nameWords() {
    return Tokenizer.tokens(plain(name));
  }

  /** What phrases are made from, field by field. */
  List<List<String>> phraseWords() {
    return ChunkTerms.phraseWords(plain(file), plain(name), signature, doc, this::tokens);
  }

  private static String plain(String text) {
    return text == null ? "" : text;
  }
}
