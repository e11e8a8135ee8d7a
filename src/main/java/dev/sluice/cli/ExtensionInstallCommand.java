package dev.sluice.cli;

import dev.sluice.config.AnnSettings;
import dev.sluice.config.AnnSettings.Place;
import dev.sluice.sqlite.ann.ExtensionInstall;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice extension install}. */
@Command(
    name = "install",
    description = "Installs the library of the vector extension from a file, an archive or a URL.",
    footer = "%nExample: sluice extension install sqlite-vec-linux-x64-0.1.9.tgz --sha256 ...",
    mixinStandardHelpOptions = true)
final class ExtensionInstallCommand implements Callable<Integer> {
  @Mixin private OutputOptions output;
  @Mixin private SettingsOptions options;
  @Mixin private RootOption root;

  @Parameters(
      paramLabel = "SOURCE",
      description = "The library, an archive (.zip, .tar, .tar.gz, .tgz) or an https URL of one.")
  private String source;

  @Option(
      names = "--sha256",
      paramLabel = "HEX",
      description = "What SOURCE must hash to; without it a warning is given.")
  private String sha256;

  @Option(names = "--allow-http", description = "Take a URL that is not https.")
  private boolean allowHttp;

  /** The JSON document. */
  record Result(String library, String sha256, long bytes, List<String> warnings) {}

  @Override
  public Integer call() {
    var ann = new AnnSettings(options.load(root.path()));
    Place place = ann.place();
    var install =
        new ExtensionInstall(
            source,
            sha256,
            ann.requiresSha256(),
            allowHttp,
            place.folder(),
            place.provider(),
            place.platform(),
            place.file());
    ExtensionInstall.Installed installed = install.run(Clock.systemUTC());
    installed.warnings().forEach(output::warn);
    output.print(
        new Result(
            installed.library().toString(),
            installed.sha256(),
            installed.bytes(),
            installed.warnings()),
        out -> {
          out.println("installed " + installed.library());
          out.println("  sha256: " + installed.sha256());
        });
    return 0;
  }
}
