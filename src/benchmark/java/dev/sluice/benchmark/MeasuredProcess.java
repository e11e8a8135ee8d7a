package dev.sluice.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process from its start to its end.
 *
 * @param seconds on the clock on the wall
 * @param cpuSeconds of all its threads
 * @param peakMib of resident memory; NaN where there is no {@code /proc}
 * @param output what it said, errors among it
 */
record MeasuredProcess(double seconds, double cpuSeconds, double peakMib, String output) {
  private static final int LOOK_EVERY_MILLIS = 5;

  /**
   * Runs a command. Processor time and memory are looked at every few milliseconds while it runs:
   * when it has ended, the system has forgotten them.
   *
   * @param environment what differs from that of this process
   * @throws IllegalStateException if it ends with anything but 0
   */
  static MeasuredProcess run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("sluice-benchmark", ".out");
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().putAll(environment);
      builder.redirectOutput(output.toFile()).redirectInput(new java.io.File("/dev/null"));
      // What other processes left to be written would be waited for by the first fsync of this one.
      new ProcessBuilder("sync").start().waitFor();
      long start = System.nanoTime();
      Process process = builder.start();
      double cpu = 0;
      double peak = Double.NaN;
      while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        cpu = Math.max(cpu, cpuSeconds(process));
        double now = peakMib(process.pid());
        peak = Double.isNaN(now) ? peak : now;
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      String said = Files.readString(output);
      if (process.exitValue() != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + " ended with " + process.exitValue() + ":\n" + said);
      }
      return new MeasuredProcess(seconds, cpu, peak, said);
    } finally {
      Files.delete(output);
    }
  }

  private static double cpuSeconds(Process process) {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / 1e9;
  }

  /** A program that another one is replaced with begins again at 0, as java does in a launcher. */
  private static double peakMib(long pid) throws IOException {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElse(Double.NaN);
    } catch (NoSuchFileException e) {
      return Double.NaN;
    }
  }
}
