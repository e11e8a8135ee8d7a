package dev.sluice.schema.review;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Finds out which thing of one list is which of another. */
final class Pairs {
  private Pairs() {}

  /**
   * A thing on both sides, or on one.
   *
   * @param before null if it is new
   * @param after null if it is gone
   */
  record Pair<T>(T before, T after) {}

  /**
   * Things of the same name belong together. What is left over is renamed where exactly one thing
   * that is gone and one that is new agree in everything else.
   *
   * @param name compared without regard to case, as SQLite does
   * @param rest all of a thing but its name
   */
  static <T> List<Pair<T>> of(
      List<T> before, List<T> after, Function<T, String> name, Function<T, ?> rest) {
    var gone = new ArrayList<>(before);
    gone.removeIf(one -> find(after, name, one) != null);
    var added = new ArrayList<>(after);
    added.removeIf(one -> find(before, name, one) != null);
    Map<T, T> renamed = renamed(gone, added, rest);
    var pairs = new ArrayList<Pair<T>>();
    for (T one : before) {
      T same = find(after, name, one);
      pairs.add(new Pair<>(one, same == null ? renamed.get(one) : same));
    }
    for (T one : added) {
      if (!renamed.containsValue(one)) {
        pairs.add(new Pair<>(null, one));
      }
    }
    return pairs;
  }

  private static <T> T find(List<T> all, Function<T, String> name, T wanted) {
    return all.stream()
        .filter(one -> name.apply(one).equalsIgnoreCase(name.apply(wanted)))
        .findFirst()
        .orElse(null);
  }

  private static <T> Map<T, T> renamed(List<T> gone, List<T> added, Function<T, ?> rest) {
    var renamed = new HashMap<T, T>();
    for (T one : gone) {
      List<T> candidates = alike(added, one, rest);
      if (candidates.size() == 1 && alike(gone, one, rest).size() == 1) {
        renamed.put(one, candidates.get(0));
      }
    }
    return renamed;
  }

  private static <T> List<T> alike(List<T> all, T wanted, Function<T, ?> rest) {
    return all.stream().filter(o -> Objects.equals(rest.apply(o), rest.apply(wanted))).toList();
  }
}
