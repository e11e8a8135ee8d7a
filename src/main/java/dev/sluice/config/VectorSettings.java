package dev.sluice.config;

import dev.sluice.core.Quantizer;
import java.util.List;

/** The settings of how vectors become bytes, {@code vectors.*}. */
public final class VectorSettings {
  private static final String MIN = "vectors.min";
  private static final String MAX = "vectors.max";
  private static final String LEVELS = "vectors.levels";
  private static final ValueType ANY = ValueType.number(-Double.MAX_VALUE, Double.MAX_VALUE);

  static final List<SettingKey> KEYS =
      List.of(
          SettingKey.of(MIN, ANY, Quantizer.DEFAULT.min(), "The smallest component stored."),
          SettingKey.of(MAX, ANY, Quantizer.DEFAULT.max(), "The largest; -min."),
          SettingKey.of(
              LEVELS,
              ValueType.whole(2, 256),
              Quantizer.DEFAULT.levels(),
              "How many bytes there are between them."));

  private final Settings settings;

  public VectorSettings(Settings settings) {
    this.settings = settings;
  }

  /**
   * What makes bytes of vectors.
   *
   * @throws dev.sluice.core.SluiceException with code USAGE for a range that is none, or that a
   *     database cannot record
   */
  public Quantizer quantizer() {
    try {
      return new Quantizer(settings.number(MIN), settings.number(MAX), (int) settings.whole(LEVELS))
          .requireTold();
    } catch (IllegalArgumentException e) {
      throw Settings.wrong(
          "vectors.* from " + settings.get(MAX).origin() + ": " + e.getMessage(),
          "set vectors.min and vectors.max to -x and x");
    }
  }
}
