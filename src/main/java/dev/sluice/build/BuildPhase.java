package dev.sluice.build;

import java.nio.file.Path;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A phase of a build as an event of the flight recorder; costs nothing while nobody records. */
@Name("dev.sluice.BuildPhase")
@Label("Build phase")
@Category("Sluice")
@StackTrace(false)
final class BuildPhase extends Event {
  @Label("Phase")
  final String phase;

  @Label("Path")
  final String path;

  private BuildPhase(String phase, Path path) {
    this.phase = phase;
    this.path = path.toString();
  }

  /** What is done in a phase. */
  interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /**
   * Does the work of a phase.
   *
   * @param path what is read or built
   */
  static <T, E extends Exception> T of(String phase, Path path, Work<T, E> work) throws E {
    var event = new BuildPhase(phase, path);
    event.begin();
    try {
      return work.run();
    } finally {
      event.commit();
    }
  }
}
