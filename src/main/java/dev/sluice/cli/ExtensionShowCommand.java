package dev.sluice.cli;

import dev.sluice.config.AnnSettings;
import dev.sluice.config.Setting;
import dev.sluice.core.AnnConfig;
import dev.sluice.core.Platform;
import dev.sluice.sqlite.ann.VectorTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice extension show}. */
@Command(
    name = "show",
    description = "Prints the settings of the vector extension and where each comes from.",
    footer = "%nExample: sluice extension show",
    mixinStandardHelpOptions = true)
final class ExtensionShowCommand implements Callable<Integer> {
  @Mixin private OutputOptions output;
  @Mixin private SettingsOptions options;

  @Option(names = "--root", paramLabel = "D", description = "The index root (${DEFAULT-VALUE}).")
  private Path root = Path.of(".sluice");

  /** The JSON document. */
  record Shown(
      String platform, String library, boolean usable, String reason, List<Setting> settings) {}

  @Override
  public Integer call() {
    var ann = new AnnSettings(options.load(root));
    AnnConfig config = ann.config();
    Optional<String> obstacle = VectorTable.of(config).obstacle();
    Path library = config.library() == null ? ann.place().library() : config.library();
    var shown =
        new Shown(
            Platform.current().id(),
            library.toString(),
            obstacle.isEmpty(),
            obstacle.orElse(null),
            ann.all());
    output.print(shown, out -> print(shown, out));
    return 0;
  }

  private static void print(Shown shown, PrintWriter out) {
    ConfigShowCommand.print(shown.settings(), out);
    out.println("library: " + shown.library());
    out.println(shown.usable() ? "usable on " + shown.platform() : "not used: " + shown.reason());
  }
}
