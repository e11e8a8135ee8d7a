package dev.sluice.cli;

import dev.sluice.config.Setting;
import dev.sluice.config.Settings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice config show}. */
@Command(
    name = "show",
    description = "Prints every setting with its value and where that comes from.",
    footer = "%nExample: sluice config show --root .sluice --set search.top=20",
    mixinStandardHelpOptions = true)
final class ConfigShowCommand implements Callable<Integer> {
  @Mixin private OutputOptions output;
  @Mixin private SettingsOptions options;
  @Mixin private RootOption root;

  /** The JSON document. */
  record Shown(String file, List<Setting> settings) {}

  @Override
  public Integer call() {
    List<Setting> settings = options.load(root.path()).all();
    output.print(
        new Shown(root.path().resolve(Settings.FILE).toString(), settings),
        out -> print(settings, out));
    return 0;
  }

  static void print(List<Setting> settings, PrintWriter out) {
    for (Setting setting : settings) {
      out.printf(
          Locale.ROOT,
          "%-32s %-24s %s%n",
          setting.key(),
          setting.values().isEmpty() ? "-" : String.join(",", setting.values()),
          setting.origin());
    }
  }
}
