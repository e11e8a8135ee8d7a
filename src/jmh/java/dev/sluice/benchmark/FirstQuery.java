package dev.sluice.benchmark;

import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.lmdb.LmdbIndexReader;
import dev.sluice.retrieval.Bm25;
import dev.sluice.retrieval.Bm25Parameters;
import java.nio.file.Path;
import java.util.List;

/** How long a process that just started takes to open an LMDB store and answer its first query. */
public final class FirstQuery {
  private FirstQuery() {}

  /**
   * Prints the milliseconds from here to the answer.
   *
   * @param args an index root, then the words of the query
   */
  public static void main(String[] args) {
    long start = System.nanoTime();
    var layout = new IndexLayout(Path.of(args[0]));
    try (var reader = LmdbIndexReader.open(layout.lmdb(Mode.CODE), Mode.CODE)) {
      List<String> query = List.of(args).subList(1, args.length);
      var hits = new Bm25(reader, Bm25Parameters.DEFAULT).top(query, 10, docId -> true);
      int[] docIds = hits.stream().mapToInt(hit -> hit.docId()).toArray();
      int shown = reader.summaries(docIds).size();
      System.out.println((System.nanoTime() - start) / 1_000_000.0 + " ms, " + shown + " hits");
    }
  }
}
