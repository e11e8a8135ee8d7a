package dev.sluice.benchmark;

import dev.sluice.core.Postings;
import java.sql.SQLException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Posting lists of the most common terms, and of a rare one. */
public class PostingsBenchmark extends StoreBenchmark {
  private List<String> common;
  private List<String> rare;

  @Setup
  public void choose(OpenIndex index) throws SQLException {
    common = index.jdbc.commonTokens(5);
    rare = List.of(index.jdbc.commonTokens(Integer.MAX_VALUE).get(2_000));
  }

  @Benchmark
  public List<Postings> fiveCommonTerms(OpenIndex index) {
    return index.reader.tokenPostings(common);
  }

  @Benchmark
  public int fiveCommonTermsByJdbc(OpenIndex index) throws SQLException {
    return index.jdbc.postings(common);
  }

  @Benchmark
  public List<Postings> rareTerm(OpenIndex index) {
    return index.reader.tokenPostings(rare);
  }

  @Benchmark
  public int rareTermByJdbc(OpenIndex index) throws SQLException {
    return index.jdbc.postings(rare);
  }
}
