package dev.sluice.killed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command of Sluice as a process of its own, without the launcher, so that many run soon. */
final class Command {
  private static final int MAX_SECONDS = 120;
  private static final Path JAR = Path.of("target/sluice.jar").toAbsolutePath();
  private static final Path LIBRARIES = Path.of("target/lib").toAbsolutePath();

  static {
    makeArchive();
  }

  private Command() {}

  /** The launcher makes its class data archive on its first use. */
  private static void makeArchive() {
    try {
      run(List.of(Path.of("sluice").toAbsolutePath().toString(), "--version"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How a command ended. */
  record Ended(int exitCode, String output) {}

  /** The command line that runs the packaged program. */
  static List<String> line(String... arguments) throws IOException {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
    line.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    // It halves the start.
    line.add("-XX:SharedArchiveFile=" + archive());
    line.addAll(List.of("-Xshare:auto", "-Xlog:cds=off", "-Xlog:disable", "-cp", classPath()));
    line.add("dev.sluice.cli.Main");
    line.addAll(List.of(arguments));
    return line;
  }

  private static Path archive() {
    return JAR.resolveSibling("cds/java-" + System.getProperty("java.version") + ".jsa");
  }

  private static String classPath() throws IOException {
    var classPath = new StringBuilder(JAR.toString());
    try (Stream<Path> libraries = Files.list(LIBRARIES)) {
      libraries.sorted().forEach(library -> classPath.append(':').append(library));
    }
    return classPath.toString();
  }

  /** Starts a process whose output goes to a file. */
  static Process start(List<String> line, Path output) throws IOException {
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** Runs a process to its end. */
  static Ended run(List<String> line) throws IOException, InterruptedException {
    Path output = Files.createTempFile("sluice", ".out");
    try {
      Process process = start(line, output);
      if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(line + " did not end in " + MAX_SECONDS + " s");
      }
      return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
    } finally {
      Files.delete(output);
    }
  }
}
