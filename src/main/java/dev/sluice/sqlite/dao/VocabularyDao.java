package dev.sluice.sqlite.dao;

import dev.sluice.core.Mode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The tables {@code token_vocab}, {@code phrase_vocab} and {@code chargram_vocab}. */
public interface VocabularyDao {

  /** The ids of those tokens that the index has. */
  @Scan(
      sql = "SELECT token, token_id FROM token_vocab WHERE mode = ? AND token IN (<list>)",
      into = TermScanner.class)
  Map<String, Integer> tokenIds(Mode mode, Collection<String> tokens);

  /** The ids of those phrases that the index has. */
  @Scan(
      sql = "SELECT ngram, phrase_id FROM phrase_vocab WHERE mode = ? AND ngram IN (<list>)",
      into = TermScanner.class)
  Map<String, Integer> phraseIds(Mode mode, Collection<String> phrases);

  /** The ids of those chargrams that the index has. */
  @Scan(
      sql = "SELECT gram, gram_id FROM chargram_vocab WHERE mode = ? AND gram IN (<list>)",
      into = TermScanner.class)
  Map<String, Integer> chargramIds(Mode mode, Collection<String> grams);

  /** Reads rows of term and id. */
  final class TermScanner implements RowScanner<Map<String, Integer>> {
    private final Map<String, Integer> ids = new HashMap<>();

    TermScanner() {}

    @Override
    public void scan(ResultSet rows) throws SQLException {
      while (rows.next()) {
        ids.put(rows.getString(1), rows.getInt(2));
      }
    }

    @Override
    public Map<String, Integer> result() {
      return ids;
    }
  }
}
