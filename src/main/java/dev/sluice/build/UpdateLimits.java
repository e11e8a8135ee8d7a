package dev.sluice.build;

import dev.sluice.sqlite.TermKind;
import java.util.EnumMap;
import java.util.Map;

/**
 * How much of a store an update may change; beyond that it is built anew, which takes less time
 * then and leaves neither gaps nor unused terms.
 *
 * @param changed changed and deleted files as a fraction of all
 * @param terms how many new terms of each kind
 */
public record UpdateLimits(double changed, Map<TermKind, Growth> terms) {
  public static final UpdateLimits DEFAULT =
      new UpdateLimits(
          0.35,
          Map.of(
              TermKind.TOKEN, new Growth(0.4, 200_000),
              TermKind.PHRASE, new Growth(0.5, 150_000),
              TermKind.CHARGRAM, new Growth(1.0, 250_000)));

  /**
   * A limit for new terms; both count.
   *
   * @param ratio as a fraction of the terms there are
   * @param terms how many
   */
  public record Growth(double ratio, int terms) {
    boolean allows(int present, int added) {
      return added <= terms && added <= ratio * present;
    }
  }

  public UpdateLimits {
    if (!(changed >= 0)) {
      throw new IllegalArgumentException("changed files up to a ratio of " + changed);
    }
    terms = Map.copyOf(terms);
    if (terms.size() != TermKind.values().length) {
      throw new IllegalArgumentException("limits for " + terms.keySet() + " alone");
    }
  }

  /** With another fraction of changed files. */
  public UpdateLimits changed(double ratio) {
    return new UpdateLimits(ratio, terms);
  }

  /** With another limit for the terms of one kind. */
  public UpdateLimits terms(TermKind kind, Growth growth) {
    var changedTerms = new EnumMap<TermKind, Growth>(terms);
    changedTerms.put(kind, growth);
    return new UpdateLimits(changed, changedTerms);
  }
}
