package dev.sluice.sqlite;

import dev.sluice.core.Mode;
import dev.sluice.sqlite.dao.VocabularyDao;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** The vocabularies of one mode while terms are added to them. */
final class TermIds {
  private final VocabularyDao vocabulary;
  private final IndexInserts inserts;
  private final Mode mode;
  private final Map<TermKind, Integer> present = new EnumMap<>(TermKind.class);
  private final Map<TermKind, Map<String, Integer>> added = new EnumMap<>(TermKind.class);

  TermIds(Connection connection, VocabularyDao vocabulary, IndexInserts inserts, Mode mode)
      throws SQLException {
    this.vocabulary = vocabulary;
    this.inserts = inserts;
    this.mode = mode;
    for (TermKind kind : TermKind.values()) {
      present.put(kind, size(connection, kind, mode));
      added.put(kind, new HashMap<>());
    }
  }

  /** Ids count up from 0, so the highest tells without counting how many there are. */
  private static int size(Connection connection, TermKind kind, Mode mode) throws SQLException {
    String sql =
        "SELECT COALESCE(MAX(%s) + 1, 0) FROM %s WHERE mode = ?"
            .formatted(kind.idColumn(), kind.vocabulary());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, mode.id());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /** How many terms there were. */
  int present(TermKind kind) {
    return present.get(kind);
  }

  /** How many terms were added to them. */
  int added(TermKind kind) {
    return added.get(kind).size();
  }

  /** The ids of those terms that the vocabulary had. */
  Map<String, Integer> find(TermKind kind, Collection<String> terms) {
    return switch (kind) {
      case TOKEN -> vocabulary.tokenIds(mode, terms);
      case PHRASE -> vocabulary.phraseIds(mode, terms);
      case CHARGRAM -> vocabulary.chargramIds(mode, terms);
    };
  }

  /** The ids of all these terms; those that are new are added, in the order of their characters. */
  Map<String, Integer> findOrAdd(TermKind kind, Collection<String> terms) throws SQLException {
    Map<String, Integer> ids = find(kind, terms);
    Map<String, Integer> addedBefore = added.get(kind);
    for (String term : new TreeSet<>(terms)) {
      if (!ids.containsKey(term)) {
        Integer id = addedBefore.get(term);
        if (id == null) {
          id = Math.addExact(present.get(kind), addedBefore.size());
          addedBefore.put(term, id);
          inserts.term(kind, id, term);
        }
        ids.put(term, id);
      }
    }
    return ids;
  }
}
