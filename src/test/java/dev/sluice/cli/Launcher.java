package dev.sluice.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the real launcher as a user does. */
final class Launcher {
  static final Path SCRIPT = Path.of("sluice").toAbsolutePath();
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MAX_SECONDS = 120;

  private Launcher() {}

  /** What one run gave. */
  record Run(int exitCode, String out, String err) {
    JsonNode json() {
      return JSON.readTree(out);
    }
  }

  /** Runs a command in a folder. */
  static Run run(Path folder, String... arguments) throws IOException, InterruptedException {
    return run(SCRIPT, folder, arguments);
  }

  static Run run(Path script, Path folder, String... arguments)
      throws IOException, InterruptedException {
    return run(script, folder, Map.of(), arguments);
  }

  /** Runs a command with options of the JVM. */
  static Run runWith(String javaOptions, Path folder, String... arguments)
      throws IOException, InterruptedException {
    return run(SCRIPT, folder, Map.of("SLUICE_JAVA_OPTS", javaOptions), arguments);
  }

  static Run run(Path script, Path folder, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile("sluice", ".out");
    Path err = Files.createTempFile("sluice", ".err");
    try {
      var builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().putAll(environment);
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " did not end in " + MAX_SECONDS + " s");
      }
      return new Run(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
