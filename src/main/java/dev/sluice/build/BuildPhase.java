package dev.sluice.build;

import java.nio.file.Path;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * A phase of a build, update or compaction, as an event of the flight recorder. While nobody
 * records, the recorder is not even loaded; a run time without it does as well.
 */
final class BuildPhase {
  private static final boolean HAS_RECORDER = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private BuildPhase() {}

  /** What is done in a phase. */
  interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /** What is done in a phase of which nothing comes back. */
  interface Step<E extends Exception> {
    void run() throws E;
  }

  /**
   * Does the work of a phase.
   *
   * @param path what is read or built
   */
  static <T, E extends Exception> T of(String phase, Path path, Work<T, E> work) throws E {
    // Making the first event would start the recorder, which loads a hundred classes.
    if (!HAS_RECORDER || !FlightRecorder.isInitialized()) {
      return work.run();
    }
    var event = new Recorded(phase, path);
    event.begin();
    try {
      return work.run();
    } finally {
      event.commit();
    }
  }

  /** Does the work of a phase like {@link #of}. */
  static <E extends Exception> void run(String phase, Path path, Step<E> step) throws E {
    of(
        phase,
        path,
        () -> {
          step.run();
          return null;
        });
  }

  @Name("dev.sluice.BuildPhase")
  @Label("Build phase")
  @Category("Sluice")
  @StackTrace(false)
  static final class Recorded extends Event {
    @Label("Phase")
    final String phase;

    @Label("Path")
    final String path;

    Recorded(String phase, Path path) {
      this.phase = phase;
      this.path = path.toString();
    }
  }
}
