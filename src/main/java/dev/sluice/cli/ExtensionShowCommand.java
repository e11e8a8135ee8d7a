package dev.sluice.cli;

import dev.sluice.config.AnnSettings;
import dev.sluice.config.Setting;
import dev.sluice.upkeep.Extensions;
import dev.sluice.upkeep.Report;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice extension show}. */
@Command(
    name = "show",
    description = "Prints the settings of the vector extension and where each comes from.",
    mixinStandardHelpOptions = true)
final class ExtensionShowCommand implements Callable<Integer> {
  @Mixin private OutputOptions output;
  @Mixin private SettingsOptions options;

  @Option(names = "--root", paramLabel = "D", description = "The index root (${DEFAULT-VALUE}).")
  private Path root = Path.of(".sluice");

  @Override
  public Integer call() {
    Report.Extension shown = Extensions.state(new AnnSettings(options.load(root)));
    output.print(shown, out -> print(shown, out));
    return 0;
  }

  private static void print(Report.Extension shown, PrintWriter out) {
    for (Setting setting : shown.settings()) {
      out.printf(
          Locale.ROOT,
          "%-24s %-40s %s%n",
          setting.key(),
          setting.values().isEmpty() ? "-" : String.join(",", setting.values()),
          setting.origin());
    }
    out.println("library: " + shown.library());
    out.println(shown.usable() ? "usable on " + shown.platform() : "not used: " + shown.reason());
  }
}
