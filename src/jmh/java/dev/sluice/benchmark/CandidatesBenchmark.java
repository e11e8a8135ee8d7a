package dev.sluice.benchmark;

import dev.sluice.retrieval.Candidates;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;

/** The chunks that share anything with each of ten queries. */
public class CandidatesBenchmark extends StoreBenchmark {
  @Benchmark
  public int[] candidates(OpenIndex index, OpenIndex.Turn turn) {
    return new Candidates(index.reader).of(turn.query(index));
  }

  /** One row for each posting, as PairOfCleats has it. */
  @Benchmark
  public int[] candidatesByJdbc(OpenIndex index, OpenIndex.Turn turn) throws SQLException {
    return index.jdbc.candidates(turn.query(index));
  }
}
