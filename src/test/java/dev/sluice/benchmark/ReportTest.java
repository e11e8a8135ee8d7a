package dev.sluice.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
  private static Report report() {
    var values = new LinkedHashMap<String, Summary>();
    values.put("s", Summary.of(2, 4, 3));
    values.put("peak MiB", Summary.of(250));
    var build = new Figure("processes", "build", 12_500, values);
    var alone = new Figure("processes", "SQLite alone", 12_500, Map.of("s", Summary.of(2)));
    var figures = List.of(build.against("SQLite alone", "s", alone.main().median()), alone);
    return new Report(Map.of("cores", "2"), figures, List.of("a note"));
  }

  @Test
  void the_table_has_medians_extremes_and_ratios_and_leaves_blank_what_was_not_measured() {
    String expected =
        """
        - cores: 2
        - a note

        | processes | size | s | p95 | least | peak MiB | runs | compared |
        |---|--:|--:|--:|--:|--:|--:|---|
        | build | 12,500 | 3.00 | 4.00 | 2.00 | 250 | 3 | s: 1.50 × SQLite alone |
        | SQLite alone | 12,500 | 2.00 | 2.00 | 2.00 |  | 1 |  |
        """;
    assertEquals(expected, report().markdown());
  }

  @Test
  void json_has_what_the_table_has() {
    var figure = new JsonMapper().readTree(report().json()).get("figures").get(0);
    assertEquals(3, figure.get("values").get("s").get("median").asDouble());
    assertEquals(1.5, figure.get("ratios").get(0).get("times").asDouble());
  }

  @Test
  void numbers_have_three_digits_or_all_before_the_point() {
    assertEquals(
        List.of("12,346", "12.3", "1.23", "0.123", "0.0123", "0.000", ""),
        List.of(12345.6, 12.34, 1.234, 0.1234, 0.01234, 0.0, Double.NaN).stream()
            .map(MarkdownTable::number)
            .toList());
  }

  @Test
  void peak_and_time_are_compared_with_the_peer_at_its_size_alone() {
    var values = Map.of("s", Summary.of(3.4), "peak MiB", Summary.of(325));
    var build = new Figure("processes", ProcessSuite.FROM_ARTIFACTS, 12_500, values);
    var larger = new Figure("processes", ProcessSuite.FROM_ARTIFACTS, 100_000, values);
    assertEquals(
        List.of(0.5, 0.25, 0.5),
        PairOfCleats.compare(build, 0.508).ratios().stream().map(Figure.Ratio::times).toList());
    assertTrue(PairOfCleats.compare(larger, 0.508).ratios().isEmpty());
  }

  @Test
  void names_of_benchmarks_say_who_does_what() {
    assertEquals("hand-written JDBC", PeerNames.peer("jdbcRareTerm").orElseThrow());
    assertEquals("Lucene", PeerNames.peer("bm25Top10OfLucene").orElseThrow());
    assertEquals("sqlite-vec", PeerNames.peer("denseBySqliteVec").orElseThrow());
    assertTrue(PeerNames.peer("sqliteCandidates").isEmpty());
    assertEquals(PeerNames.operation("rareTerm"), PeerNames.operation("jdbcRareTerm"));
    assertEquals(PeerNames.operation("sluiceRareTerm"), PeerNames.operation("rareTermByJdbc"));
    assertEquals(PeerNames.operation("bm25Top10"), PeerNames.operation("bm25Top10OfLucene"));
  }

  @Test
  void the_heap_is_what_collections_left() {
    var log =
        List.of(
            "[0.1s][info][gc] Using Serial",
            "[0.9s][info][gc] GC(0) Pause Young (Allocation Failure) 52M->8M(505M) 9.1ms",
            "[1.2s][info][gc] GC(1) Pause Young (Allocation Failure) 60M->11M(505M) 9.2ms");
    assertEquals(11, GcLog.greatestAfterCollection(log));
  }
}
