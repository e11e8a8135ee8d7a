package dev.sluice.benchmark;

import dev.sluice.core.DurableFiles;
import dev.sluice.core.ScoredDoc;
import dev.sluice.retrieval.Bm25;
import dev.sluice.retrieval.Bm25Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.search.TopDocs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The best ten chunks for each of ten queries by BM25. The peers do the same whatever the store:
 * they are the yardsticks within the run.
 */
public class Bm25Benchmark extends StoreBenchmark {
  private static final int TOP = 10;

  private Bm25 bm25;
  private Path folder;
  private LuceneIndex lucene;

  @Setup
  public void openPeers(OpenIndex index) throws IOException, SQLException {
    bm25 = new Bm25(index.reader, Bm25Parameters.DEFAULT);
    folder = Files.createTempDirectory("sluice-benchmark");
    lucene = LuceneIndex.of(index.reader, folder);
    for (List<String> query : index.queries) {
      int[] hits = bm25.top(query, TOP, id -> true).stream().mapToInt(ScoredDoc::docId).toArray();
      // Lucene rounds lengths to a byte, so near ties differ; most hits must not.
      requireAlike(hits, Arrays.stream(lucene.top(query, TOP).scoreDocs).mapToInt(d -> d.doc), 5);
      requireAlike(hits, index.jdbc.bm25(query, TOP).stream().mapToInt(ScoredDoc::docId), 10);
    }
  }

  private static void requireAlike(int[] hits, java.util.stream.IntStream others, int least) {
    long same = others.filter(doc -> Arrays.stream(hits).anyMatch(hit -> hit == doc)).count();
    if (same < Math.min(least, hits.length)) {
      throw new IllegalStateException("a peer has other hits: only " + same + " are the same");
    }
  }

  @TearDown
  public void closePeers() throws IOException {
    lucene.close();
    DurableFiles.deleteTree(folder);
  }

  @Benchmark
  public List<ScoredDoc> bm25Top10(OpenIndex index, OpenIndex.Turn turn) {
    return bm25.top(turn.query(index), TOP, id -> true);
  }

  @Benchmark
  public TopDocs bm25Top10OfLucene(OpenIndex index, OpenIndex.Turn turn) throws IOException {
    return lucene.top(turn.query(index), TOP);
  }

  @Benchmark
  public List<ScoredDoc> bm25Top10ByJdbc(OpenIndex index, OpenIndex.Turn turn) throws SQLException {
    return index.jdbc.bm25(turn.query(index), TOP);
  }
}
