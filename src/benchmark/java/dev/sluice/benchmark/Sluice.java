package dev.sluice.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The commands, as a user starts them, and programs to compare with, in the JVM of this process.
 */
final class Sluice {
  private static final String LAUNCHER = Path.of("sluice").toAbsolutePath().toString();

  private Sluice() {}

  static MeasuredProcess run(String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), arguments);
  }

  static MeasuredProcess run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(LAUNCHER));
    command.addAll(List.of(arguments));
    return MeasuredProcess.run(command, environment);
  }

  /** A main class of the benchmarks, in a JVM of its own. */
  static MeasuredProcess java(Class<?> main, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return MeasuredProcess.run(command, Map.of());
  }
}
