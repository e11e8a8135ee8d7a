package dev.sluice.upkeep;

import dev.sluice.core.Mode;
import dev.sluice.sqlite.ValidationLevel;
import dev.sluice.upkeep.Finding.Kind;
import dev.sluice.upkeep.Finding.Part;
import dev.sluice.upkeep.Finding.Severity;
import java.nio.file.Path;
import java.util.List;

/**
 * What a look at an index root found.
 *
 * @param checked what was looked at, and how closely
 * @param findings of each kind in a part of a mode the first few
 * @param tallies how many there are of each kind in a part of a mode
 */
public record ValidationResult(
    Path root, List<Checked> checked, List<Finding> findings, List<Tally> tallies) {

  /**
   * Something that was looked at.
   *
   * @param level {@link ValidationLevel#SMOKE} or {@link ValidationLevel#FULL}
   */
  public record Checked(Mode mode, Part part, Path path, ValidationLevel level, long bytes) {}

  /** How many findings there are of a kind. */
  public record Tally(Mode mode, Part part, Kind kind, Severity severity, int count) {}

  /** How many findings there are, those not listed among them. */
  public int count(Severity severity) {
    return tallies.stream()
        .filter(tally -> tally.severity() == severity)
        .mapToInt(Tally::count)
        .sum();
  }

  /** Whether nothing worse than a warning was found. */
  public boolean ok() {
    return count(Severity.ERROR) == 0;
  }
}
