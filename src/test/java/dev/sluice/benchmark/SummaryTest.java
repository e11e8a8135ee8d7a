package dev.sluice.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void the_median_is_in_the_middle_whatever_the_order() {
    assertEquals(new Summary(3, 9, 1, 3), Summary.of(9, 1, 3));
    assertEquals(2.5, Summary.of(4, 1, 2, 3).median());
  }

  @Test
  void p95_is_the_value_that_19_of_20_do_not_pass() {
    double[] values = DoubleStream.iterate(100, v -> v - 1).limit(100).toArray();
    assertEquals(95, Summary.of(values).p95());
    assertEquals(7, Summary.of(7).p95());
  }

  @Test
  void nothing_has_no_summary() {
    assertThrows(IllegalArgumentException.class, Summary::of);
  }
}
