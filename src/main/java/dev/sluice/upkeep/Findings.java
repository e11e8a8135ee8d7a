package dev.sluice.upkeep;

import dev.sluice.core.Mode;
import dev.sluice.upkeep.Finding.Kind;
import dev.sluice.upkeep.Finding.Part;
import dev.sluice.upkeep.Finding.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects findings; of each kind in a part of a mode the first few are kept, all are counted. */
final class Findings {
  /** The first few tell what the others repeat. */
  static final int SAMPLE = 10;

  private final List<Finding> kept = new ArrayList<>();
  private final Map<Group, Integer> counts = new LinkedHashMap<>();

  private record Group(Mode mode, Part part, Kind kind, Severity severity) {}

  void add(Finding finding) {
    var group = new Group(finding.mode(), finding.part(), finding.kind(), finding.severity());
    if (counts.merge(group, 1, Integer::sum) <= SAMPLE) {
      kept.add(finding);
    }
  }

  List<Finding> kept() {
    return List.copyOf(kept);
  }

  List<ValidationResult.Tally> tallies() {
    var tallies = new ArrayList<ValidationResult.Tally>();
    counts.forEach(
        (group, count) ->
            tallies.add(
                new ValidationResult.Tally(
                    group.mode(), group.part(), group.kind(), group.severity(), count)));
    return tallies;
  }
}
