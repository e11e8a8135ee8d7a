package dev.sluice.benchmark;

import dev.sluice.core.FullTextIndex;
import dev.sluice.core.FullTextWeights;
import dev.sluice.core.ScoredDoc;
import java.sql.SQLException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;

/** The best ten chunks by full text that have all words of each of ten queries. */
public class FullTextBenchmark extends StoreBenchmark {
  @Benchmark
  public List<ScoredDoc> fullTextTop10(OpenIndex index, OpenIndex.Turn turn) {
    return ((FullTextIndex) index.reader).fullText(turn.query(index), FullTextWeights.DEFAULT, 10);
  }

  /** With the weight of every match, from the full-text table on. */
  @Benchmark
  public List<ScoredDoc> fullTextTop10ByJdbc(OpenIndex index, OpenIndex.Turn turn)
      throws SQLException {
    return index.jdbc.fullText(String.join(" ", turn.query(index)), 10);
  }
}
