package dev.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.schema.Role;
import dev.sluice.schema.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every gate in front of a database does: each fixture gets its verdict, soon, in little
 * memory, and nothing is written. A subclass needs a constructor without arguments, because one of
 * the tests asks it in a second JVM.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class GateContract {
  private static final String HEAP = "64m";
  private static final long MAX_MILLIS = 1_000;

  @TempDir static Path folder;
  private static List<Fixture> fixtures;

  @TempDir Path other;

  /** For a subclass to call. */
  protected GateContract() {}

  /**
   * Asks the gate.
   *
   * @param file may be anything, or nothing
   */
  protected abstract Verdict verdict(Path file, Role role);

  /** Names of the fixtures that this gate is not made to judge, each with a reason beside it. */
  protected Set<String> outOfScope() {
    return Set.of();
  }

  @BeforeAll
  static void makeFixtures() {
    fixtures = Fixtures.make(folder);
  }

  @Test
  void thereAreFixtures() {
    assertFalse(judged().isEmpty(), "no fixtures were made");
    Set<String> unknown = new TreeSet<>(outOfScope());
    fixtures.forEach(fixture -> unknown.remove(fixture.name()));
    assertEquals(Set.of(), unknown, "out of scope, but no fixtures");
  }

  @TestFactory
  Stream<DynamicTest> everyFixtureGetsItsVerdictAndStaysAsItIs() {
    return judged().stream()
        .flatMap(
            fixture ->
                Stream.of(Role.values())
                    .map(
                        role ->
                            DynamicTest.dynamicTest(
                                fixture.name() + " as " + role, () -> judge(fixture, role))));
  }

  private List<Fixture> judged() {
    return fixtures.stream().filter(fixture -> !outOfScope().contains(fixture.name())).toList();
  }

  private void judge(Fixture fixture, Role role) throws IOException {
    var before = Contents.of(fixture.folder());
    assertEquals(
        fixture.verdicts().get(role),
        verdict(fixture.file(), role),
        fixture.name() + " as " + role);
    assertEquals(before, Contents.of(fixture.folder()), "the gate changed the folder");
  }

  /** Processor time, because wall time depends on what else the machine does. */
  @Test
  void everyVerdictTakesLessThanASecondIn64MegabytesOfHeap() throws Exception {
    var before = Contents.of(folder);
    var said = new ArrayList<String>();
    try (var child = new ChildJvm(HEAP, GateChild.class, getClass().getName(), folder.toString())) {
      for (var line = child.line(); line.isPresent(); line = child.line()) {
        said.add(line.get());
      }
      assertEquals(0, child.exitCode(), () -> "the JVM ended early: " + said);
    }
    var found = new TreeSet<String>();
    var slow = new ArrayList<String>();
    for (String line : said) {
      if (line.startsWith(GateChild.ANSWER)) {
        int millisFrom = line.lastIndexOf(' ') + 1;
        found.add(line.substring(GateChild.ANSWER.length(), millisFrom - 1));
        if (Long.parseLong(line.substring(millisFrom)) > MAX_MILLIS) {
          slow.add(line);
        }
      }
    }
    var missing = expected();
    missing.removeAll(found);
    found.removeAll(expected());
    assertEquals(Set.of(), found, () -> "instead of " + missing);
    assertEquals(Set.of(), missing);
    assertEquals(List.of(), slow, "verdicts that took too long, in ms");
    assertEquals(before, Contents.of(folder), "the gate changed a folder");
  }

  private Set<String> expected() {
    var expected = new TreeSet<String>();
    for (Fixture fixture : judged()) {
      fixture
          .verdicts()
          .forEach(
              (role, verdict) -> expected.add(fixture.name() + " " + role + " " + verdict.id()));
    }
    return expected;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a?user_version=99",
        "a?mode=memory",
        "a#b",
        "a%41",
        "a b",
        "a\nb",
        ":resource:a",
        ":memory:",
        "file:a",
        "a&mode=rwc",
        "ä😀",
        "a;b",
        "-a"
      })
  void aNameIsOnlyAName(String name) throws IOException {
    Path none = other.resolve(name);
    assertEquals(Verdict.MISSING, verdict(none, Role.READER));
    assertEquals(Set.of(""), Contents.of(other).keySet());
    Path plain = GoodIndex.write(other.resolve("plain"));
    Files.move(plain, none);
    assertEquals(Verdict.OK, verdict(none, Role.READER));
    assertEquals(Set.of("", name), Contents.of(other).keySet());
  }
}
