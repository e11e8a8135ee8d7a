package dev.sluice.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sqlite.SQLiteJDBCLoader;

/** Where and when figures were measured. */
final class Machine {
  private static final Path CPU = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** What identifies it, by names for people, and how busy it is now. */
  static Map<String, String> describe() throws IOException {
    var machine = new LinkedHashMap<String, String>();
    machine.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    machine.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    machine.put("cpu", cpu());
    machine.put(
        "os", property("os.name") + " " + property("os.version") + " " + property("os.arch"));
    machine.put("jdk", property("java.vm.name") + " " + property("java.runtime.version"));
    machine.put("sqlite", "driver " + SQLiteJDBCLoader.getVersion());
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    machine.put("load at the start", Double.toString(load));
    return machine;
  }

  private static String property(String name) {
    return System.getProperty(name);
  }

  private static String cpu() throws IOException {
    if (!Files.exists(CPU)) {
      return "unknown";
    }
    return Files.readAllLines(CPU).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }
}
