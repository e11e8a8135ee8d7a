package dev.sluice.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuiteOptionsTest {
  @Test
  void what_is_not_ours_goes_to_jmh() {
    var options = SuiteOptions.parse("all", "-f", "2", "--sizes", "10,20", "Gate");
    assertEquals(List.of("-f", "2", "Gate"), options.jmh());
    assertEquals(List.of(10, 20), options.sizes());
    assertTrue(options.wants("scale") && options.wants("operations"));
  }

  @Test
  void a_pattern_alone_is_of_operations() {
    var options = SuiteOptions.parse("GateBenchmark");
    assertEquals(List.of("GateBenchmark"), options.jmh());
    assertTrue(options.wants("operations"));
    assertFalse(options.wants("processes"));
  }

  @Test
  void nothing_no_number_and_no_value_are_refused() {
    for (String line :
        List.of("scale --runs", "scale --sizes 10,x", "scale --density half", "all --runs 0")) {
      assertThrows(
          IllegalArgumentException.class, () -> SuiteOptions.parse(line.split(" ", -1)), line);
    }
    assertThrows(IllegalArgumentException.class, SuiteOptions::parse);
  }
}
