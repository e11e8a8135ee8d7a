package dev.sluice.upkeep;

import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.sqlite.ValidationLevel;
import dev.sluice.sqlite.ann.VectorTable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Tells whether an index root holds what it should: artifacts, bundles and stores each by
 * themselves, against each other, and against what index_state says. Changes no byte of anything,
 * and takes no lock: what a build that runs at the same time has half done is found too, with a
 * warning that says so. What is looked at is listed in docs/validate.md.
 */
public final class Validation {
  private final IndexLayout layout;
  private final Options options;

  /**
   * How to look.
   *
   * @param level of each part by its size
   * @param fullUpTo bytes up to which {@link ValidationLevel#AUTO} means {@link
   *     ValidationLevel#FULL}
   * @param vectorTable looked at if it is there
   * @param now what is pending is held against it
   */
  public record Options(
      ValidationLevel level, long fullUpTo, VectorTable vectorTable, Instant now) {
    /** Everything, whatever it takes. */
    public static Options full() {
      return new Options(
          ValidationLevel.FULL,
          ValidationLevel.FULL_UP_TO_BYTES,
          VectorTable.DEFAULT,
          Instant.now());
    }
  }

  public Validation(Path root, Options options) {
    this.layout = new IndexLayout(root.toAbsolutePath().normalize());
    this.options = options;
  }

  /**
   * Looks at modes.
   *
   * @param modes those to look at; of each there has to be something
   * @param progress called now and then
   * @throws dev.sluice.core.StoreUnavailableException if there is nothing of a mode
   */
  public ValidationResult run(Collection<Mode> modes, Runnable progress) {
    List<Mode> present = Presence.require(layout, modes);
    var checked = new ArrayList<ValidationResult.Checked>();
    var findings = new ArrayList<Finding>();
    var tallies = new ArrayList<ValidationResult.Tally>();
    for (Mode mode : present) {
      Scope scope = Scope.of(layout, mode, options, progress);
      new ModeCheck(scope).run();
      checked.addAll(scope.checked());
      findings.addAll(scope.findings().kept());
      tallies.addAll(scope.findings().tallies());
    }
    findings.sort(Comparator.comparing(Finding::severity)); // Keeps the order of the parts.
    return new ValidationResult(
        layout.root(), List.copyOf(checked), List.copyOf(findings), List.copyOf(tallies));
  }
}
