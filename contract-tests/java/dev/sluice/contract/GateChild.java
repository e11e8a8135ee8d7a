package dev.sluice.contract;

import dev.sluice.schema.Role;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Asks a gate about every fixture, in a JVM of its own: prints fixture, role, verdict and the
 * milliseconds of processor time it took, separated by spaces.
 */
final class GateChild {
  /** What a line with an answer begins with; libraries print lines of their own. */
  static final String ANSWER = "answer: ";

  private GateChild() {}

  /**
   * Runs the child.
   *
   * @param arguments the subclass of {@link GateContract}, the folder of the fixtures
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    var constructor = Class.forName(arguments[0]).getDeclaredConstructor();
    constructor.setAccessible(true);
    var gate = (GateContract) constructor.newInstance();
    List<Fixture> fixtures = Fixtures.in(Path.of(arguments[1]));
    // The first look pays for loading classes and the native library.
    gate.verdict(fixtures.get(0).file(), Role.READER);
    Set<String> outOfScope = gate.outOfScope();
    for (Fixture fixture : fixtures) {
      if (!outOfScope.contains(fixture.name())) {
        for (Role role : Role.values()) {
          print(gate, fixture, role);
        }
      }
    }
  }

  private static void print(GateContract gate, Fixture fixture, Role role) {
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    String verdict = answer(gate, fixture, role);
    long millis = (threads.getCurrentThreadCpuTime() - before) / 1_000_000;
    System.out.println(ANSWER + fixture.name() + " " + role + " " + verdict + " " + millis);
  }

  private static String answer(GateContract gate, Fixture fixture, Role role) {
    try {
      return gate.verdict(fixture.file(), role).id();
    } catch (RuntimeException | Error e) {
      return e.getClass().getName();
    }
  }
}
