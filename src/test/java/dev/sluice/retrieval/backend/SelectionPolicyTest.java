package dev.sluice.retrieval.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.artifact.IndexStatistics;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.Mode;
import dev.sluice.core.SluiceException;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionPolicyTest {
  @ParameterizedTest
  @CsvFileSource(resources = "selection.csv", useHeadersInDisplayName = true)
  void theTruthTableHolds(
      String requested,
      String mode,
      String preferred,
      Long thresholdChunks,
      Long thresholdBytes,
      Long chunks,
      Long bytes,
      String sqlite,
      String lmdb,
      String memory,
      String selected,
      String reason,
      String considered) {
    Map<Backend, Availability> found = new EnumMap<>(Backend.class);
    found.put(Backend.SQLITE, availability(sqlite));
    found.put(Backend.SQLITE_FTS, availability(sqlite));
    found.put(Backend.LMDB, availability(lmdb));
    found.put(Backend.MEMORY, availability(memory));
    Selection selection =
        SelectionPolicy.choose(
            new SelectionFacts(
                Backend.of(requested),
                Mode.of(mode),
                Backend.of(preferred),
                new Thresholds(thresholdChunks, thresholdBytes),
                found,
                new IndexStatistics(optional(chunks), optional(bytes))));
    assertEquals(requested, selection.requested().id());
    assertEquals(selected, selection.selected() == null ? null : selection.selected().id());
    assertEquals(reason, selection.reason());
    assertEquals(considered, steps(selection));
    if (selected == null) {
      assertTrue(
          selection.considered().stream()
              .anyMatch(step -> selection.refusal().getMessage().contains(step.reason())));
    } else {
      assertNull(selection.refusal());
    }
  }

  private static String steps(Selection selection) {
    return selection.considered().stream()
        .map(step -> step.backend() + (step.available() ? "+ " : "- ") + step.reason())
        .collect(Collectors.joining("; "));
  }

  private static OptionalLong optional(Long number) {
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }

  private static Availability availability(String reason) {
    ErrorCode code = reason.equals("missing") ? ErrorCode.MISSING : ErrorCode.TOO_NEW;
    return reason.equals("ready")
        ? Availability.READY
        : new Availability(false, reason, new SluiceException(code, reason, "", ""));
  }

  @Test
  void whereNoneCanBeUsedTheRefusalIsOfTheFirstThatIsThere() {
    Map<Backend, Availability> found = new EnumMap<>(Backend.class);
    found.put(Backend.SQLITE, availability("missing"));
    found.put(Backend.LMDB, availability("too-new: another"));
    found.put(Backend.MEMORY, availability("missing"));
    var facts =
        new SelectionFacts(
            Backend.AUTO,
            Mode.CODE,
            Backend.SQLITE,
            Thresholds.DEFAULT,
            found,
            IndexStatistics.UNKNOWN);
    assertEquals(ErrorCode.TOO_NEW, SelectionPolicy.choose(facts).refusal().code());
  }

  @ParameterizedTest
  @CsvSource({"mysql", "SQLITE", "''", "fts", "sqlite_fts"})
  void anythingElseIsAnErrorThatListsTheChoices(String id) {
    var refusal = assertThrows(SluiceException.class, () -> Backend.of(id));
    assertEquals(ErrorCode.USAGE, refusal.code());
    assertTrue(
        refusal.remedy().contains("auto, sqlite, sqlite-fts, lmdb, memory"), refusal.remedy());
  }

  @Test
  void aThresholdBelowZeroIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Thresholds(-1L, null));
    assertThrows(IllegalArgumentException.class, () -> new Thresholds(null, -1L));
  }
}
