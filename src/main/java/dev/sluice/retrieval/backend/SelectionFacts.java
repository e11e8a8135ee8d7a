package dev.sluice.retrieval.backend;

import dev.sluice.artifact.IndexStatistics;
import dev.sluice.core.Mode;
import java.util.List;
import java.util.Map;

/**
 * All that a choice of backend depends on.
 *
 * @param preferred SQLITE or LMDB: what AUTO tries first
 * @param found of each of {@link #candidates}
 * @param statistics asked for only where a threshold is set
 */
record SelectionFacts(
    Backend requested,
    Mode mode,
    Backend preferred,
    Thresholds thresholds,
    Map<Backend, Availability> found,
    IndexStatistics statistics) {

  /** What may be chosen, in the order in which it is considered. */
  static List<Backend> candidates(Backend requested, Backend preferred) {
    if (requested != Backend.AUTO) {
      return List.of(requested);
    }
    return preferred == Backend.LMDB
        ? List.of(Backend.LMDB, Backend.SQLITE, Backend.MEMORY)
        : List.of(Backend.SQLITE, Backend.LMDB, Backend.MEMORY);
  }

  /**
   * Whether thresholds matter. Not where a backend is asked for by name; not in mode records, whose
   * indexes are small and have stores only where somebody wanted them.
   */
  static boolean comparesSizes(Backend requested, Mode mode, Thresholds thresholds) {
    return requested == Backend.AUTO && mode != Mode.RECORDS && thresholds.any();
  }
}
