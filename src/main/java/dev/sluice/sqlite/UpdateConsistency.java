package dev.sluice.sqlite;

import java.util.ArrayList;
import java.util.List;

/**
 * What must hold of the rows that an update touched, whose cost goes with their number. The ids of
 * chunks that were removed and of those that were written are in temporary tables.
 */
final class UpdateConsistency {
  static final String WRITTEN = "temp.written";

  private UpdateConsistency() {}

  static List<Consistency> relations() {
    var relations = new ArrayList<Consistency>();
    for (String row :
        List.of(
            "chunks c WHERE c.id = w.id",
            "doc_lengths l JOIN chunks c ON c.id = l.doc_id AND c.mode = l.mode WHERE c.id = w.id",
            "chunks_fts_docsize f WHERE f.id = w.id")) {
      relations.add(
          Consistency.violating(
              row.substring(0, row.indexOf(' ')),
              "chunks that were written and are not there",
              "w.id",
              "FROM " + WRITTEN + " w WHERE NOT EXISTS (SELECT 1 FROM " + row + ")"));
    }
    for (String row :
        List.of(
            "chunks t WHERE t.id = r.id",
            "chunks_fts_docsize t WHERE t.id = r.id",
            "doc_lengths t WHERE t.doc_id = r.id AND t.mode IN (SELECT mode FROM token_stats)",
            "minhash_signatures t WHERE t.doc_id = r.id AND t.mode IN (SELECT mode FROM token_stats)",
            "dense_vectors t WHERE t.doc_id = r.id AND t.mode IN (SELECT mode FROM token_stats)")) {
      relations.add(
          Consistency.violating(
              row.substring(0, row.indexOf(' ')),
              "chunks that were removed and are still there",
              "r.id",
              "FROM "
                  + DocRemoval.REMOVED
                  + " r WHERE NOT EXISTS (SELECT 1 FROM "
                  + WRITTEN
                  + " w WHERE w.id = r.id) AND EXISTS (SELECT 1 FROM "
                  + row
                  + ")"));
    }
    relations.add(
        Consistency.violating(
            "file_manifest",
            "files with another number of chunks",
            "t.file",
            "FROM (SELECT DISTINCT c.mode, c.file FROM "
                + WRITTEN
                + """
                 w JOIN chunks c ON c.id = w.id) t LEFT JOIN file_manifest m USING (mode, file)
                WHERE m.chunk_count IS NOT
                  (SELECT COUNT(*) FROM chunks x WHERE x.mode = t.mode AND x.file = t.file)
                """));
    return relations;
  }
}
