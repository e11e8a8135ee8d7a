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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a database says, whatever its doc ids and term ids are: chunks go by their content and
 * place, terms by their text; values with their storage classes.
 */
final class Meaning {
  private static final String CHUNK =
      "(SELECT quote(c.mode) || quote(c.file) || quote(c.start) || quote(c.name) FROM chunks c WHERE c.id = %s)";

  private static final double ROUNDING = 1e-9;

  private Meaning() {}

  /** That two say the same; a difference is shown by its first rows. */
  static void assertSame(Map<String, List<String>> expected, Map<String, List<String>> found) {
    expected.forEach(
        (table, rows) -> {
          assertEquals(first(rows, found.get(table)), first(found.get(table), rows), table);
          assertEquals(rows.size(), found.get(table).size(), table);
        });
  }

  private static List<String> first(List<String> rows, List<String> others) {
    var known = new HashSet<>(others);
    return rows.stream().filter(row -> !known.contains(row)).limit(2).toList();
  }

  /** Rows by table, sorted. */
  static Map<String, List<String>> of(Path file) throws SQLException {
    return of(file, "");
  }

  private static Map<String, List<String>> of(Path file, String without) throws SQLException {
    var meaning = new TreeMap<String, List<String>>();
    for (String table : List.of("doc_lengths", "minhash_signatures", "dense_vectors")) {
      meaning.put(table, rows(file, table, "doc_id", ""));
    }
    meaning.put("chunks", rows(file, "chunks", "id", "", without));
    meaning.put("chunks_fts", rows(file, "chunks_fts", "rowid", ""));
    for (String table : List.of("token_stats", "dense_meta", "file_manifest")) {
      meaning.put(table, rows(file, table, null, ""));
    }
    meaning.put("tokens", rows(file, "token_postings", "doc_id", "token", "token_id"));
    meaning.put("phrases", rows(file, "phrase_postings", "doc_id", "phrase", "phrase_id"));
    meaning.put("chargrams", rows(file, "chargram_postings", "doc_id", "chargram", "gram_id"));
    return meaning;
  }

  private static List<String> rows(
      Path file, String table, String docId, String kind, String... without) throws SQLException {
    var columns = new ArrayList<>(Rows.columns(file, table));
    columns.remove(docId);
    columns.removeAll(List.of(without));
    String from = table;
    if (!kind.isEmpty()) {
      from += " JOIN " + kind + "_vocab USING (mode, " + without[0] + ")";
      columns.add(kind.equals("token") ? "token" : kind.equals("phrase") ? "ngram" : "gram");
    }
    String values = String.join("), quote(", columns);
    String chunk = docId == null ? "''" : CHUNK.formatted(table + "." + docId);
    return Rows.ofQuery(file, "SELECT " + chunk + ", quote(" + values + ") FROM " + from).stream()
        .sorted()
        .toList();
  }

  /** Fails unless both databases mean the same, and the second is sound. */
  static void assertSame(Path expected, Path actual) throws SQLException {
    assertSameBut("", expected, actual);
  }

  /**
   * As {@link #assertSame(Path, Path)}, but for one column of chunks.
   *
   * @param column that tells of other files, and changes with them
   */
  static void assertSameBut(String column, Path expected, Path actual) throws SQLException {
    assertSame(of(expected, column), of(actual, column));
    assertEquals(List.of(), StoreValidator.validate(actual, ValidationLevel.FULL));
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
