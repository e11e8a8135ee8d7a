package dev.sluice.sqlite;

import java.util.ArrayList;
import java.util.List;

/**
 * A relation between tables that holds in every sound index.
 *
 * @param name of what is looked at
 * @param violation what the rows found are, in the plural
 * @param sql gives one row: how many violations there are, and one of them
 */
record Consistency(String name, String violation, String sql) {
  /** Ids of a sample, where every one of them matters to whoever repairs. */
  private static final int SAMPLE = 10;

  /** Numbers of rows that must agree whatever the index holds; cheap. */
  static final List<Consistency> COUNTS =
      List.of(
          new Consistency(
              "row counts",
              "numbers of rows differ between chunks, chunks_fts and doc_lengths",
              """
              SELECT chunks <> fts OR chunks <> lengths,
                     chunks || ' chunks, ' || fts || ' in full text, ' || lengths || ' lengths'
              FROM (SELECT (SELECT COUNT(*) FROM chunks) AS chunks,
                           (SELECT COUNT(*) FROM chunks_fts_docsize) AS fts,
                           (SELECT COUNT(*) FROM doc_lengths) AS lengths)
              """));

  private static final List<Consistency> RELATIONS =
      List.of(
          violating(
              "chunks mode",
              "chunks of no known mode",
              "id || ' of mode ' || quote(mode)",
              """
              FROM chunks
              WHERE mode IS NULL OR mode NOT IN ('code', 'prose', 'extracted-prose', 'records')
              """),
          violating(
              "chunks_fts",
              "chunks without full text",
              "c.id",
              """
              FROM chunks c
              WHERE NOT EXISTS (SELECT 1 FROM chunks_fts_docsize f WHERE f.id = c.id)
              """),
          violating(
              "chunks_fts",
              "rows of full text without a chunk",
              "f.id",
              "FROM chunks_fts_docsize f WHERE NOT EXISTS (SELECT 1 FROM chunks c WHERE c.id = f.id)"),
          violating(
              "chunks_fts",
              "rows of full text that differ from their chunk",
              "c.id",
              """
              FROM chunks c JOIN chunks_fts_content f ON f.id = c.id
              WHERE f.c0 IS NOT c.mode OR f.c1 IS NOT c.file OR f.c2 IS NOT c.name
                 OR f.c4 IS NOT c.kind OR f.c5 IS NOT c.headline
              """),
          violating(
              "doc_lengths",
              "chunks without a length",
              "c.id",
              """
              FROM chunks c
              WHERE NOT EXISTS
                (SELECT 1 FROM doc_lengths d WHERE d.mode = c.mode AND d.doc_id = c.id)
              """),
          withoutChunk("doc_lengths"),
          violating(
              "doc_lengths",
              "lengths below 0",
              "doc_id || ' of ' || len",
              "FROM doc_lengths WHERE len < 0"),
          violating(
              "token_stats",
              "modes whose statistics differ from doc_lengths",
              "mode || ': ' || coalesce(total_docs, 'no') || ' chunks of ' || coalesce(avg_doc_len, 'no')"
                  + " || ' tokens, should be ' || coalesce(docs, 0) || ' of ' || coalesce(mean, 0)",
              """
              FROM (SELECT mode, total_docs, avg_doc_len FROM token_stats
                    UNION ALL
                    SELECT DISTINCT mode, NULL, NULL FROM doc_lengths
                    WHERE mode NOT IN (SELECT mode FROM token_stats))
              LEFT JOIN (SELECT mode, COUNT(*) AS docs, AVG(len) AS mean
                         FROM doc_lengths GROUP BY mode) USING (mode)
              WHERE total_docs IS NOT coalesce(docs, 0) OR avg_doc_len IS NULL
                 OR abs(avg_doc_len - coalesce(mean, 0)) > 1e-6 * (1 + coalesce(mean, 0))
              """),
          withoutTerm("token", "token_id"),
          withoutChunk("token_postings"),
          violating(
              "token_postings",
              "frequencies below 1",
              "'token ' || token_id || ' in chunk ' || doc_id",
              "FROM token_postings WHERE tf < 1"),
          withoutTerm("phrase", "phrase_id"),
          withoutChunk("phrase_postings"),
          withoutTerm("chargram", "gram_id"),
          withoutChunk("chargram_postings"),
          withoutChunk("minhash_signatures"),
          violating(
              "minhash_signatures",
              "signatures that are not 512 bytes",
              "doc_id",
              "FROM minhash_signatures WHERE typeof(sig) <> 'blob' OR length(sig) <> 512"),
          withoutChunk("dense_vectors"),
          violating(
              "dense_vectors",
              "vectors of another length than dense_meta says",
              "doc_id || ' of ' || length(vector)",
              """
              FROM dense_vectors v LEFT JOIN dense_meta m USING (mode)
              WHERE typeof(vector) <> 'blob' OR length(vector) IS NOT dims
              """),
          violating(
              "file_manifest",
              "files with another number of chunks",
              "file || ': ' || coalesce(chunk_count, 'no') || ' instead of ' || coalesce(found, 0)",
              """
              FROM file_manifest LEFT JOIN (SELECT mode, file, COUNT(*) AS found
                                            FROM chunks GROUP BY mode, file) USING (mode, file)
              WHERE chunk_count IS NOT coalesce(found, 0)
              """),
          violating(
              "file_manifest",
              "files with chunks and no entry",
              "file",
              """
              FROM (SELECT DISTINCT mode, file FROM chunks) c
              WHERE NOT EXISTS
                (SELECT 1 FROM file_manifest m WHERE m.mode = c.mode AND m.file = c.file)
              """));

  static Consistency violating(String name, String violation, String example, String fromWhere) {
    return new Consistency(name, violation, "SELECT COUNT(*), MIN(" + example + ") " + fromWhere);
  }

  /** Goes by doc_lengths: a fraction of the pages of chunks, and compared with chunks itself. */
  private static Consistency withoutChunk(String table) {
    String known =
        table.equals("doc_lengths") ? "chunks k WHERE k.id" : "doc_lengths k WHERE k.doc_id";
    return violating(
        table,
        "rows of chunks that do not exist",
        "'chunk ' || t.doc_id",
        "FROM "
            + table
            + " t WHERE NOT EXISTS (SELECT 1 FROM "
            + known
            + " = t.doc_id AND k.mode = t.mode)");
  }

  private static Consistency withoutTerm(String kind, String id) {
    return violating(
        kind + "_postings",
        "terms that do not exist",
        "p." + id,
        "FROM (SELECT DISTINCT mode, %1$s FROM %2$s_postings) p WHERE NOT EXISTS (SELECT 1 FROM %2$s_vocab v WHERE v.mode = p.mode AND v.%1$s = p.%1$s)"
            .formatted(id, kind));
  }

  /** Everything that must hold between the declared tables. */
  static List<Consistency> all() {
    var relations = new ArrayList<>(COUNTS);
    relations.addAll(RELATIONS);
    return relations;
  }

  /**
   * What must hold of a vector table.
   *
   * @param table its name, for the findings
   * @param rowIds a table with the same row ids
   */
  static List<Consistency> ofVectorTable(String table, String rowIds) {
    return List.of(
        sampling(
            table,
            "vectors missing in the vector table",
            "doc_id AS id FROM dense_vectors WHERE doc_id NOT IN (SELECT rowid FROM \""
                + rowIds
                + "\")"),
        sampling(
            table,
            "orphans in the vector table",
            "rowid AS id FROM \""
                + rowIds
                + "\" WHERE rowid NOT IN (SELECT doc_id FROM dense_vectors)"));
  }

  /** That a vector table has as many rows as it should; cheap. */
  static Consistency sameCount(String table, String rowIds) {
    return new Consistency(
        table,
        "numbers of rows differ between the vector table and dense_vectors",
        """
        SELECT rows <> vectors, rows || ' rows, ' || vectors || ' vectors'
        FROM (SELECT (SELECT COUNT(*) FROM "%s") AS rows,
                     (SELECT COUNT(*) FROM dense_vectors) AS vectors)
        """
            .formatted(rowIds));
  }

  private static Consistency sampling(String name, String violation, String idFromWhere) {
    return new Consistency(
        name,
        violation,
        "WITH violations AS (SELECT "
            + idFromWhere
            + " ORDER BY 1) SELECT COUNT(*),"
            + " (SELECT group_concat(id, ', ') FROM (SELECT id FROM violations LIMIT "
            + SAMPLE
            + ")) FROM violations");
  }
}
