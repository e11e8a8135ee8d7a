package dev.sluice.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A second JVM on the class path of this one, for work that may crash, hang or fill its heap. What
 * it prints is read a line at a time.
 */
public final class ChildJvm implements AutoCloseable {
  private static final long HANG_SECONDS = 30;
  private static final String END = "\u0000end";

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  public ChildJvm(String heap, Class<?> main, String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:-CreateCoredumpOnCrash",
                "-cp",
                System.getProperty("java.class.path")));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.matches("--(add-opens|enable-native|sun-misc).*"))
        .forEach(command::add); // What lmdbjava needs.
    command.add(main.getName());
    command.addAll(List.of(arguments));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var reading = new Thread(this::readLines, "lines of a child");
    reading.setDaemon(true);
    reading.start();
  }

  private void readLines() {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lines.add(END);
    }
  }

  /**
   * The next line, or empty when the child ended.
   *
   * @throws IllegalStateException when nothing came for so long that the child must hang
   */
  public Optional<String> line() throws InterruptedException {
    String line = lines.poll(HANG_SECONDS, TimeUnit.SECONDS);
    if (line == null) {
      throw new IllegalStateException("nothing was heard of the child for " + HANG_SECONDS + " s");
    }
    return line.equals(END) ? Optional.empty() : Optional.of(line);
  }

  public int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
