package dev.sluice.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    var meaning = new TreeMap<String, List<String>>();
    for (String table : List.of("doc_lengths", "minhash_signatures", "dense_vectors")) {
      meaning.put(table, rows(file, table, "doc_id", ""));
    }
    meaning.put("chunks", rows(file, "chunks", "id", ""));
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
      Path file, String table, String docId, String kind, String... termId) throws SQLException {
    var columns = new ArrayList<>(Rows.columns(file, table));
    columns.remove(docId);
    columns.removeAll(List.of(termId));
    String from = table;
    if (termId.length > 0) {
      from += " JOIN " + kind + "_vocab USING (mode, " + termId[0] + ")";
      columns.add(kind.equals("token") ? "token" : kind.equals("phrase") ? "ngram" : "gram");
    }
    String values = String.join("), quote(", columns);
    String chunk = docId == null ? "''" : CHUNK.formatted(table + "." + docId);
    return Rows.ofQuery(file, "SELECT " + chunk + ", quote(" + values + ") FROM " + from).stream()
        .sorted()
        .toList();
  }
}
