package dev.sluice.upkeep;

import dev.sluice.config.Setting;
import java.util.List;

/**
 * What an index root takes, what it holds, how it came to be, and what is wrong with it.
 *
 * @param madeAt ISO 8601
 */
public record Report(
    String root,
    String madeAt,
    Schema schema,
    Extension extension,
    List<ModeReport> modes,
    ValidationResult validation) {

  /** What this Sluice reads and writes. */
  public record Schema(int sqlite, String fingerprint, int lmdb) {}

  /**
   * The vector extension.
   *
   * @param library where it is looked for
   * @param reason why it is not used; null if it may be
   */
  public record Extension(
      String platform, String library, boolean usable, String reason, List<Setting> settings) {}

  /** All that lies under the root of any mode. */
  public long bytes() {
    return modes.stream().mapToLong(ModeReport::bytes).sum();
  }
}
