package dev.sluice.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class QuantizerTest {

  @Property
  void decodingIsWithinHalfAStep(
      @ForAll @FloatRange(min = -1, max = 1) float value,
      @ForAll @IntRange(min = 2, max = 256) int levels) {
    var quantizer = new Quantizer(-1, 1, levels);
    byte stored = quantizer.quantize(new float[] {value})[0];
    assertEquals(value, quantizer.decode(stored), quantizer.step() / 2 + 1e-6);
  }

  @Property
  void everyLevelSurvivesARoundTrip(@ForAll byte level) {
    float decoded = (float) Quantizer.DEFAULT.decode(level);
    assertEquals(level, Quantizer.DEFAULT.quantize(new float[] {decoded})[0]);
  }

  @Test
  void theRangeIsClampedAndTheDefaultStepIsTwoOver255() {
    assertArrayEquals(
        new byte[] {0, 0, (byte) 128, (byte) 255, (byte) 255},
        Quantizer.DEFAULT.quantize(new float[] {-9, -1, 0, 1, 9}));
    assertEquals(2.0 / 255, Quantizer.DEFAULT.step());
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Quantizer(1, 1, 256));
    assertThrows(IllegalArgumentException.class, () -> new Quantizer(-1, 1, 257));
    assertThrows(
        IllegalArgumentException.class, () -> Quantizer.DEFAULT.quantize(new float[] {Float.NaN}));
  }

  @Test
  void whatIsCutToTheRangeIsCountedAndWhatRoundsToItsEndsIsNot() {
    float[] vector = {-1.01f, -1, 1.001f, 1, 7, Float.POSITIVE_INFINITY, 0};
    assertEquals(3, Quantizer.DEFAULT.saturated(vector));
    assertEquals(0, new Quantizer(-2, 2, 256).saturated(new float[] {-1.01f, 1.9f}));
  }

  @Property
  void aStepTellsItsRangeAndThatTheStep(
      @ForAll @DoubleRange(min = 0.01, max = 100) double step, @ForAll byte level) {
    Assume.that(step != 1);
    Quantizer told = Quantizer.ofStep(step).requireTold();
    assertEquals(step, told.step(), 1e-12 * step);
    var meta = new DenseMeta(1, step, null);
    double decoded = told.decode(level);
    assertEquals(decoded, meta.decode(new byte[] {level})[0], 1e-6 * (Math.abs(decoded) + step));
  }

  @Test
  void aRangeThatItsStepDoesNotTellIsNotStored() {
    assertThrows(IllegalArgumentException.class, () -> new Quantizer(-1, 1, 16).requireTold());
    assertThrows(IllegalArgumentException.class, () -> new Quantizer(0, 1, 256).requireTold());
    assertThrows(IllegalArgumentException.class, () -> Quantizer.ofStep(1).requireTold());
    for (double step : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> Quantizer.ofStep(step), "" + step);
    }
  }
}
