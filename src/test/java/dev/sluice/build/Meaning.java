package dev.sluice.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.core.FullTextWeights;
import dev.sluice.core.Mode;
import dev.sluice.core.ScoredDoc;
import dev.sluice.retrieval.Bm25;
import dev.sluice.retrieval.Bm25Parameters;
import dev.sluice.sqlite.SqliteIndexReader;
import dev.sluice.sqlite.StoreValidator;
import dev.sluice.sqlite.ValidationLevel;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether two databases mean the same: equal but for doc ids, term ids and unused terms. */
final class Meaning {
  private static final double ROUNDING = 1e-9;
  private static final String KEY = "c.file || '#' || c.start";

  /** What each query finds must be the same in both. */
  private static final Map<String, String> QUERIES = new TreeMap<>();

  static {
    String columns =
        "chunk_id, mode, file, start, end, startLine, endLine, ext, kind, name, headline,"
            + " preContext, postContext, weight, tokens, ngrams, codeRelations, docmeta, stats,"
            + " complexity, lint, externalDocs, last_modified, last_author, churn, chunk_authors";
    QUERIES.put("chunks", "SELECT " + columns + " FROM chunks");
    QUERIES.put(
        "chunks_fts", "SELECT " + KEY + ", f.* FROM chunks_fts f JOIN chunks c ON c.id = f.rowid");
    QUERIES.put("token_postings", postings("token", "token_id", "v.token, p.tf"));
    QUERIES.put("phrase_postings", postings("phrase", "phrase_id", "v.ngram"));
    QUERIES.put("chargram_postings", postings("chargram", "gram_id", "v.gram"));
    Map.of("doc_lengths", "len", "minhash_signatures", "sig", "dense_vectors", "vector")
        .forEach(
            (table, value) ->
                QUERIES.put(
                    table,
                    "SELECT "
                        + KEY
                        + ", t.mode, t."
                        + value
                        + " FROM "
                        + table
                        + " t JOIN chunks c ON c.id = t.doc_id"));
    QUERIES.put("token_stats", "SELECT * FROM token_stats");
    QUERIES.put("dense_meta", "SELECT * FROM dense_meta");
    QUERIES.put(
        "file_manifest", "SELECT mode, file, hash, mtimeMs, size, chunk_count FROM file_manifest");
  }

  private Meaning() {}

  private static String postings(String kind, String id, String values) {
    return "SELECT %1$s, %2$s FROM %3$s_postings p JOIN chunks c ON c.id = p.doc_id"
            .formatted(KEY, values, kind)
        + " JOIN %1$s_vocab v ON v.mode = p.mode AND v.%2$s = p.%2$s".formatted(kind, id);
  }

  /** Fails unless both mean the same, and the first is sound. */
  static void assertSame(Path expected, Path actual) throws SQLException {
    assertSameBut("", expected, actual);
  }

  /**
   * As {@link #assertSame}, but for one column of chunks.
   *
   * @param column that tells of other files, and changes with them
   */
  static void assertSameBut(String column, Path expected, Path actual) throws SQLException {
    for (var query : QUERIES.entrySet()) {
      String wanted = without(column, query.getValue());
      assertEquals(rows(expected, wanted), rows(actual, wanted), query.getKey());
    }
    assertEquals(List.of(), StoreValidator.validate(actual, ValidationLevel.FULL));
  }

  private static String without(String column, String query) {
    return column.isEmpty() ? query : query.replace(" " + column + ",", "");
  }

  private static List<String> rows(Path file, String query) throws SQLException {
    List<String> rows = Rows.ofQuery(file, query);
    rows.sort(null);
    return rows;
  }

  /** Fails unless both rank the same chunks in the same way, whatever the tokens. */
  static void assertRankedTheSame(Path expected, Path actual, Mode mode, List<String> words) {
    try (var left = SqliteIndexReader.open(expected, mode, 1);
        var right = SqliteIndexReader.open(actual, mode, 1)) {
      for (int i = 0; i < words.size(); i++) {
        List<String> query = List.of(words.get(i), words.get((i + 1) % words.size()));
        assertScores(bm25(left, query), bm25(right, query), "BM25 of " + query);
        for (List<String> terms : List.of(query, query.subList(0, 1))) {
          assertScores(fullText(left, terms), fullText(right, terms), "full text of " + terms);
        }
      }
    }
  }

  private static Map<String, Double> bm25(SqliteIndexReader reader, List<String> query) {
    return byChunk(reader, new Bm25(reader, Bm25Parameters.DEFAULT).top(query, 10_000, id -> true));
  }

  private static Map<String, Double> fullText(SqliteIndexReader reader, List<String> terms) {
    return byChunk(reader, reader.fullText(terms, FullTextWeights.DEFAULT, 10_000));
  }

  private static Map<String, Double> byChunk(SqliteIndexReader reader, List<ScoredDoc> docs) {
    var scores = new TreeMap<String, Double>();
    for (ScoredDoc doc : docs) {
      var chunk = reader.chunks(new int[] {doc.docId()}).get(0);
      scores.put(chunk.file() + "#" + chunk.start(), doc.score());
    }
    return scores;
  }

  private static void assertScores(
      Map<String, Double> expected, Map<String, Double> actual, String what) {
    assertEquals(expected.keySet(), actual.keySet(), what);
    expected.forEach((key, score) -> assertEquals(score, actual.get(key), ROUNDING, what + key));
  }
}
