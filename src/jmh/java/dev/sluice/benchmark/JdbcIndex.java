package dev.sluice.benchmark;

import dev.sluice.core.CharGrams;
import dev.sluice.core.DocIdBits;
import dev.sluice.core.PhraseGrams;
import dev.sluice.core.ScoredDoc;
import java.io.Closeable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.sqlite.SQLiteConfig;

/**
 * What somebody would write by hand over JDBC for one query after the other: prepared statements
 * that are kept, rows read into arrays, lengths and weights read once. No pool, no gate, no look at
 * whether the file changed.
 */
final class JdbcIndex implements Closeable {
  private static final String MODE = "code";

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final int[] lengths;
  private final double[] weights;
  private final double averageLength;

  JdbcIndex(Path file) throws SQLException {
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    connection = config.createConnection("jdbc:sqlite:" + file);
    int ids = integer("SELECT MAX(id) + 1 FROM chunks");
    lengths = new int[ids];
    weights = new double[ids];
    try (ResultSet rows = query("SELECT doc_id, len FROM doc_lengths WHERE mode = ?")) {
      while (rows.next()) {
        lengths[rows.getInt(1)] = rows.getInt(2);
      }
    }
    try (ResultSet rows = query("SELECT id, COALESCE(weight, 1) FROM chunks WHERE +mode = ?")) {
      while (rows.next()) {
        weights[rows.getInt(1)] = rows.getDouble(2);
      }
    }
    averageLength = java.util.Arrays.stream(lengths).average().orElse(0);
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    return statement;
  }

  private int integer(String sql) throws SQLException {
    try (ResultSet row = prepared(sql).executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  /** Binds the mode, if there is a parameter for it, then the others. */
  private ResultSet query(String sql, Object... others) throws SQLException {
    PreparedStatement statement = prepared(sql);
    statement.setString(1, MODE);
    for (int i = 0; i < others.length; i++) {
      statement.setObject(i + 2, others[i]);
    }
    return statement.executeQuery();
  }

  private static String list(int size) {
    return "(?" + ", ?".repeat(size - 1) + ")";
  }

  private Object[] ids(String table, String id, String term, Collection<String> terms)
      throws SQLException {
    var ids = new ArrayList<Object>();
    String sql =
        "SELECT %s FROM %s WHERE mode = ? AND %s IN %s"
            .formatted(id, table, term, list(terms.size()));
    try (ResultSet rows = query(sql, terms.toArray())) {
      while (rows.next()) {
        ids.add(rows.getInt(1));
      }
    }
    return ids.toArray();
  }

  List<ScoredDoc> bm25(List<String> tokens, int k) throws SQLException {
    var scores = new double[lengths.length];
    Object[] ids = ids("token_vocab", "token_id", "token", new LinkedHashSet<>(tokens));
    String sql =
        "SELECT token_id, doc_id, tf FROM token_postings WHERE mode = ? AND token_id IN "
            + list(ids.length)
            + " ORDER BY token_id, doc_id";
    try (ResultSet rows = query(sql, ids)) {
      var docs = new int[lengths.length];
      var frequencies = new int[lengths.length];
      boolean more = rows.next();
      while (more) {
        int token = rows.getInt(1);
        int count = 0;
        do {
          docs[count] = rows.getInt(2);
          frequencies[count++] = rows.getInt(3);
          more = rows.next();
        } while (more && rows.getInt(1) == token);
        score(docs, frequencies, count, scores);
      }
    }
    return best(scores, k);
  }

  private void score(int[] docs, int[] frequencies, int count, double[] scores) {
    double idf = Math.log1p((lengths.length - count + 0.5) / (count + 0.5));
    for (int i = 0; i < count; i++) {
      double norm = 1.2 * (0.25 + 0.75 * lengths[docs[i]] / averageLength);
      scores[docs[i]] += weights[docs[i]] * idf * 2.2 * frequencies[i] / (frequencies[i] + norm);
    }
  }

  private static List<ScoredDoc> best(double[] scores, int k) {
    var worstFirst = new PriorityQueue<ScoredDoc>(k + 1, ScoredDoc.BEST_FIRST.reversed());
    double least = 0;
    for (int doc = 0; doc < scores.length; doc++) {
      if (scores[doc] > least) {
        worstFirst.add(new ScoredDoc(doc, scores[doc]));
        if (worstFirst.size() > k) {
          worstFirst.poll();
          least = worstFirst.peek().score();
        }
      }
    }
    return worstFirst.stream().sorted(ScoredDoc.BEST_FIRST).toList();
  }

  int[] candidates(List<String> tokens) throws SQLException {
    Set<String> phrases = new LinkedHashSet<>();
    PhraseGrams.collect(tokens, phrases);
    Set<String> grams = new LinkedHashSet<>();
    tokens.forEach(token -> CharGrams.collect(token, grams));
    var union = new DocIdBits();
    addAll("phrase_vocab", "phrase_id", "ngram", "phrase_postings", phrases, union);
    addAll("chargram_vocab", "gram_id", "gram", "chargram_postings", grams, union);
    return union.toArray();
  }

  private void addAll(
      String vocabulary, String id, String term, String table, Set<String> terms, DocIdBits union)
      throws SQLException {
    Object[] ids = ids(vocabulary, id, term, terms);
    if (ids.length > 0) {
      String sql =
          "SELECT doc_id FROM %s WHERE mode = ? AND %s IN %s"
              .formatted(table, id, list(ids.length));
      try (ResultSet rows = query(sql, ids)) {
        while (rows.next()) {
          union.add(rows.getInt(1));
        }
      }
    }
  }

  /** One object a posting would be slower still. */
  int postings(List<String> tokens) throws SQLException {
    Object[] ids = ids("token_vocab", "token_id", "token", tokens);
    String sql =
        "SELECT token_id, doc_id, tf FROM token_postings WHERE mode = ? AND token_id IN "
            + list(ids.length)
            + " ORDER BY token_id, doc_id";
    int sum = 0;
    try (ResultSet rows = query(sql, ids)) {
      while (rows.next()) {
        sum += rows.getInt(1) + rows.getInt(2) + rows.getInt(3);
      }
    }
    return sum;
  }

  /** The words that occur in the most chunks. */
  List<String> commonTokens(int count) throws SQLException {
    var tokens = new ArrayList<String>();
    String sql =
        "SELECT token FROM token_vocab v WHERE mode = ? ORDER BY (SELECT COUNT(*) FROM"
            + " token_postings p WHERE p.mode = v.mode AND p.token_id = v.token_id) DESC LIMIT ?";
    try (ResultSet rows = query(sql, count)) {
      while (rows.next()) {
        tokens.add(rows.getString(1));
      }
    }
    return tokens;
  }

  /** Every column of some chunks, by row id, as text. */
  List<String[]> chunks(int[] docIds) throws SQLException {
    PreparedStatement statement =
        prepared(
            "SELECT id, chunk_id, file, start, end, startLine, endLine, ext, kind, name, headline,"
                + " preContext, postContext, weight, tokens, ngrams, codeRelations, docmeta, stats,"
                + " complexity, lint, externalDocs, last_modified, last_author, churn, chunk_authors,"
                + " mode FROM chunks WHERE id IN "
                + list(docIds.length)
                + " AND +mode = ? ORDER BY id");
    for (int i = 0; i < docIds.length; i++) {
      statement.setInt(i + 1, docIds[i]);
    }
    statement.setString(docIds.length + 1, MODE);
    var chunks = new ArrayList<String[]>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        var columns = new String[27];
        for (int i = 0; i < columns.length; i++) {
          boolean number = (i >= 3 && i <= 6) || i == 13 || i == 24 || i == 0;
          columns[i] = number ? number(rows, i + 1) : rows.getString(i + 1);
        }
        chunks.add(columns);
      }
    }
    return chunks;
  }

  /** Reads it as a number; to make a text of it is not what is measured. */
  private static String number(ResultSet rows, int column) throws SQLException {
    return rows.getDouble(column) == 0 && rows.wasNull() ? null : "";
  }

  /** The full-text table first, whatever the planner thinks. */
  List<ScoredDoc> fullText(String match, int k) throws SQLException {
    PreparedStatement statement =
        prepared(
            "SELECT c.id, -bm25(chunks_fts, 0, 0.2, 1.5, 1.2, 0.6, 1.5, 1.8, 1.0)"
                + " * COALESCE(c.weight, 1) AS score FROM chunks_fts CROSS JOIN chunks c"
                + " ON c.id = chunks_fts.rowid WHERE chunks_fts MATCH ? AND +c.mode = ?"
                + " ORDER BY score DESC, c.id LIMIT ?");
    statement.setString(1, match);
    statement.setString(2, MODE);
    statement.setInt(3, k);
    var docs = new ArrayList<ScoredDoc>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        docs.add(new ScoredDoc(rows.getInt(1), rows.getDouble(2)));
      }
    }
    return docs;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
