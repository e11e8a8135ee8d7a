package dev.sluice.retrieval.backend;

import dev.sluice.core.SluiceException;
import dev.sluice.retrieval.backend.Selection.Considered;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Chooses a backend. A function of {@link SelectionFacts} alone; docs/backends.md has it as a
 * table, and selection.csv among the tests as a truth table.
 */
final class SelectionPolicy {
  private SelectionPolicy() {}

  /**
   * What is asked for by name is chosen if it may be used, else nothing is. AUTO chooses the first
   * that may be used and has no objection; if there are objections against all, the first.
   */
  static Selection choose(SelectionFacts facts) {
    List<Considered> considered =
        SelectionFacts.candidates(facts.requested(), facts.preferred()).stream()
            .map(backend -> consider(backend, facts))
            .toList();
    Optional<Considered> chosen = first(considered, each -> each.available() && isReady(each));
    if (chosen.isPresent()) {
      Backend selected = chosen.get().backend();
      return selection(facts, selected, reason(facts, selected, considered), considered);
    }
    return first(considered, Considered::available)
        .map(
            each ->
                selection(
                    facts,
                    each.backend(),
                    "nothing else can be used, though " + each.reason(),
                    considered))
        .orElseGet(
            () ->
                new Selection(
                    facts.requested(), null, "none can be used", considered, refusal(facts)));
  }

  private static Considered consider(Backend backend, SelectionFacts facts) {
    Availability found = facts.found().get(backend);
    Optional<String> objection =
        backend == Backend.SQLITE && found.available() ? objection(facts) : Optional.empty();
    return new Considered(backend, found.available(), objection.orElse(found.reason()));
  }

  private static boolean isReady(Considered each) {
    return each.reason().equals(Availability.READY.reason());
  }

  private static Optional<Considered> first(
      List<Considered> considered, Predicate<Considered> wanted) {
    return considered.stream().filter(wanted).findFirst();
  }

  /** The first thing wrong that is not just missing. */
  private static SluiceException refusal(SelectionFacts facts) {
    Availability first = null;
    for (Backend backend : SelectionFacts.candidates(facts.requested(), facts.preferred())) {
      Availability found = facts.found().get(backend);
      if (first == null || (first.missing() && !found.missing())) {
        first = found;
      }
    }
    return first.refusal();
  }

  private static Optional<String> objection(SelectionFacts facts) {
    return SelectionFacts.comparesSizes(facts.requested(), facts.mode(), facts.thresholds())
        ? facts.thresholds().objection(facts.statistics().chunks(), facts.statistics().bytes())
        : Optional.empty();
  }

  private static String reason(
      SelectionFacts facts, Backend selected, List<Considered> considered) {
    if (facts.requested() != Backend.AUTO) {
      return "asked for";
    }
    List<Considered> before =
        considered.stream().takeWhile(each -> each.backend() != selected).toList();
    return before.isEmpty()
        ? "default"
        : before.stream()
            .map(each -> each.backend() + " (" + each.reason() + ")")
            .collect(Collectors.joining(" and ", "instead of ", ""));
  }

  private static Selection selection(
      SelectionFacts facts, Backend selected, String reason, List<Considered> considered) {
    return new Selection(facts.requested(), selected, reason, considered, null);
  }
}
