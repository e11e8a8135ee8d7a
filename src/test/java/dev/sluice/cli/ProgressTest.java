package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.cli.Progress.Lines;
import dev.sluice.cli.Progress.Lines.State;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProgressTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aLineHasRateAndRemainingTime() {
    assertEquals(
        "1,200 of 5,000, 300/s, 13 s left", new State("", 1200, 5000, 0).describe(4 * SECOND));
    assertEquals("rows 12,000, 6,000/s", new State("rows", 12_000, -1, 0).describe(2 * SECOND));
    assertEquals("5 of 5, 5/s, 0 s left", new State("", 5, 5, 0).describe(SECOND));
  }

  @Test
  void aPhaseThatTellsNothingStillHasALine() {
    assertEquals("validation for 7 s", new State("validation", 0, -1, 0).describe(7 * SECOND));
    assertEquals("for 7 s", new State("", 0, -1, 0).describe(7 * SECOND));
  }

  @Test
  @Timeout(20)
  void thereIsALineWithoutAnyNewsAndNoneAfterTheEnd() {
    var text = new StringWriter();
    try (var lines =
        new Lines(new PrintWriter(text, true), "building code", Duration.ofMillis(1))) {
      lines.advance("rows", 1, -1);
      while (text.toString().lines().count() < 2) {
        Thread.onSpinWait();
      }
      assertTrue(isRunning());
    }
    assertFalse(isRunning());
    assertTrue(text.toString().startsWith("sluice: building code: "), text::toString);
  }

  private static boolean isRunning() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("sluice progress"));
  }
}
