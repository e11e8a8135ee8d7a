package dev.sluice.benchmark;

import dev.sluice.core.IndexLayout;
import dev.sluice.core.IndexReader;
import dev.sluice.core.Mode;
import dev.sluice.lmdb.LmdbIndexReader;
import dev.sluice.retrieval.Bm25;
import dev.sluice.retrieval.Bm25Parameters;
import dev.sluice.sqlite.SqliteIndexReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What opening a store and asking it takes, warm: terms with as many postings at every size. */
final class QueryCost {
  static final String OPEN = "open and close, size in chunks";
  static final String BM25 = "BM25 top 10 of terms in about 100 and 1,000 chunks, size in chunks";
  static final String POSTINGS = "postings of one term, size in postings";
  static final String MICROS = "µs";

  private static final int SAMPLES = 200;
  private static final long WARM_UP_NANOS = 700_000_000;
  private static final int RANKS = 1 << 20;

  private final IndexLayout layout;
  private final int chunks;
  private final List<Figure> figures = new ArrayList<>();

  QueryCost(IndexLayout layout, int chunks) {
    this.layout = layout;
    this.chunks = chunks;
  }

  List<Figure> measure() {
    Supplier<IndexReader> lmdb = () -> LmdbIndexReader.open(layout.lmdb(Mode.CODE), Mode.CODE);
    NavigableMap<Integer, String> terms;
    try (IndexReader reader = lmdb.get()) {
      terms = terms(reader);
    }
    measure("sqlite", () -> SqliteIndexReader.open(layout.sqlite(Mode.CODE), Mode.CODE), terms);
    measure("lmdb", lmdb, terms);
    return List.copyOf(figures);
  }

  /** Words of all ranks, by how many chunks have them. */
  private static NavigableMap<Integer, String> terms(IndexReader reader) {
    var terms = new TreeMap<Integer, String>();
    for (double rank = 1; rank < RANKS; rank = Math.max(rank + 1, rank * 1.02)) {
      String word = GeneratedIndex.word((int) rank);
      terms.put(reader.tokenPostings(List.of(word)).get(0).documentFrequency(), word);
    }
    return terms;
  }

  private void measure(
      String store, Supplier<IndexReader> opener, NavigableMap<Integer, String> terms) {
    add(OPEN, store, chunks, () -> opener.get().close());
    try (IndexReader reader = opener.get()) {
      for (int wanted = 10; wanted <= chunks / 2; wanted *= 10) {
        var term = terms.floorEntry(wanted);
        add(
            POSTINGS,
            String.format("%s, of %,d chunks", store, chunks),
            term.getKey(),
            () -> reader.tokenPostings(List.of(term.getValue())));
      }
      if (chunks >= 2_000) {
        var bm25 = new Bm25(reader, Bm25Parameters.DEFAULT);
        List<String> query =
            List.of(terms.floorEntry(100).getValue(), terms.floorEntry(1_000).getValue());
        add(BM25, store, chunks, () -> bm25.top(query, 10, docId -> true));
      }
    }
  }

  private void add(String part, String name, long size, Runnable question) {
    long warm = System.nanoTime() + WARM_UP_NANOS;
    while (System.nanoTime() < warm) {
      question.run();
    }
    double[] micros = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      long start = System.nanoTime();
      question.run();
      micros[i] = (System.nanoTime() - start) / 1e3;
    }
    figures.add(new Figure(part, name, size, Map.of(MICROS, Summary.of(micros))));
  }
}
