package dev.sluice.sqlite;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which doc ids the chunks of changed files get: a file keeps its own, in order; ids that nobody
 * has any more are used next, lowest first; then come new ones.
 */
final class DocIdPlan {
  private DocIdPlan() {}

  /**
   * Gives every file its ids.
   *
   * @param own the ids that each file had, ascending; of deleted files too
   * @param counts how many each changed file needs, in the order in which files choose
   * @param free ids without a chunk below {@code next}; is used up
   * @param next the lowest id above all that are in use
   */
  static Map<String, int[]> assign(
      Map<String, int[]> own, Map<String, Integer> counts, BitSet free, int next) {
    own.forEach(
        (file, ids) -> {
          for (int i = counts.getOrDefault(file, 0); i < ids.length; i++) {
            free.set(ids[i]);
          }
        });
    var assigned = new LinkedHashMap<String, int[]>();
    int lowest = 0;
    int appended = next;
    for (var wanted : counts.entrySet()) {
      int[] had = own.getOrDefault(wanted.getKey(), new int[0]);
      int[] ids = Arrays.copyOf(had, wanted.getValue());
      for (int i = had.length; i < ids.length; i++) {
        lowest = free.nextSetBit(lowest);
        if (lowest < 0 || lowest >= next) {
          lowest = next;
          ids[i] = appended;
          appended = Math.addExact(appended, 1);
        } else {
          ids[i] = lowest;
          free.clear(lowest);
        }
      }
      assigned.put(wanted.getKey(), ids);
    }
    return assigned;
  }
}
