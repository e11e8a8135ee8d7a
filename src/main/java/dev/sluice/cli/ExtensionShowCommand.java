package dev.sluice.cli;

import dev.sluice.config.AnnSettings;
import dev.sluice.upkeep.Extensions;
import dev.sluice.upkeep.Report;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice extension show}. */
@Command(
    name = "show",
    description = "Prints the settings of the vector extension and where each comes from.",
    footer = "%nExample: sluice extension show",
    mixinStandardHelpOptions = true)
final class ExtensionShowCommand implements Callable<Integer> {
  @Mixin private OutputOptions output;
  @Mixin private SettingsOptions options;
  @Mixin private RootOption root;

  @Override
  public Integer call() {
    Report.Extension shown = Extensions.state(new AnnSettings(options.load(root.path())));
    output.print(shown, out -> print(shown, out));
    return 0;
  }

  private static void print(Report.Extension shown, PrintWriter out) {
    ConfigShowCommand.print(shown.settings(), out);
    out.println("library: " + shown.library());
    out.println(shown.usable() ? "usable on " + shown.platform() : "not used: " + shown.reason());
  }
}
