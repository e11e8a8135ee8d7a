package dev.sluice.config;

import dev.sluice.core.Quantizer;
import java.util.List;

/** The settings of how vectors become bytes, {@code vectors.*}. */
public final class VectorSettings {
  private static final String MIN = "vectors.min";
  private static final String MAX = "vectors.max";
  private static final String LEVELS = "vectors.levels";

  static final List<SettingKey> KEYS =
      List.of(
          SettingKey.of(MIN, String.valueOf(Quantizer.DEFAULT.min())),
          SettingKey.of(MAX, String.valueOf(Quantizer.DEFAULT.max())),
          SettingKey.of(LEVELS, String.valueOf(Quantizer.DEFAULT.levels())));

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
      return new Quantizer(
              Double.parseDouble(text(MIN)),
              Double.parseDouble(text(MAX)),
              Integer.parseInt(text(LEVELS)))
          .requireTold();
    } catch (IllegalArgumentException e) { // That of a number is one of these.
      throw Settings.wrong(
          "vectors.* from " + settings.get(MAX).origin() + ": " + e.getMessage(),
          "set vectors.min and vectors.max to -x and x");
    }
  }

  private String text(String key) {
    return settings.get(key).value();
  }
}
