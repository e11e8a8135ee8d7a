package dev.sluice.retrieval.backend;

import dev.sluice.core.SluiceException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which backend answers, and why.
 *
 * @param selected null if none can
 * @param considered in the order in which they were
 * @param refusal what is thrown at whoever wants an answer all the same; null unless none can
 */
public record Selection(
    Backend requested,
    Backend selected,
    String reason,
    List<Considered> considered,
    SluiceException refusal) {

  /**
   * A backend that was looked at.
   *
   * @param available whether it may be used, chosen or not
   * @param reason why it may not, or why it was passed over; {@code ready} otherwise
   */
  public record Considered(Backend backend, boolean available, String reason) {}

  /**
   * What is wrong with a backend that came before the selected one, if something is: it is there
   * and cannot be used.
   */
  public Optional<String> warning() {
    List<Considered> refused = refusedBefore();
    return selected == null || refused.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "answered by "
                + selected
                + ": "
                + refused.stream()
                    .map(each -> each.backend() + " is " + each.reason())
                    .collect(Collectors.joining(", ")));
  }

  /** What is there, came before the selected one, and cannot be used. */
  List<Considered> refusedBefore() {
    return considered.stream()
        .takeWhile(each -> each.backend() != selected)
        .filter(each -> !each.available() && !each.reason().equals("missing"))
        .toList();
  }

  /** Whether the selected one was objected to, and is selected because nothing else can be. */
  boolean lastResort() {
    return considered.stream()
        .anyMatch(
            each ->
                each.backend() == selected && !each.reason().equals(Availability.READY.reason()));
  }

  /** Whether the reader goes from one file to the next by itself. */
  boolean followsFile() {
    return selected == Backend.SQLITE || selected == Backend.SQLITE_FTS;
  }
}
