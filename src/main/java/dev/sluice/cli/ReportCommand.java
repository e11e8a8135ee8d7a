package dev.sluice.cli;

import dev.sluice.config.AnnSettings;
import dev.sluice.config.Settings;
import dev.sluice.upkeep.Report;
import dev.sluice.upkeep.ReportPage;
import dev.sluice.upkeep.Reporting;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice report}: what an index root takes, holds and lacks. */
@Command(
    name = "report",
    description = "Sizes, counts, states, throughput of the last builds, and findings.",
    footer = "%nExample: sluice report --root .sluice --html report.html",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  @Mixin private OutputOptions output;
  @Mixin private SettingsOptions settings;
  @Mixin private LevelOptions level;
  @Mixin private RootOption root;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write the report as one page that needs no network.")
  private Path page;

  @Override
  public Integer call() {
    Report report = report(settings.load(root.path(), level.flags()));
    if (page != null) {
      WrittenPage.write(page, ReportPage.of(report));
    }
    output.print(ReportOutput.Result.of(report), out -> ReportOutput.print(report, out));
    return 0;
  }

  private Report report(Settings effective) {
    try (Progress progress = output.progress("looking at " + root.path())) {
      long[] records = new long[1];
      return Reporting.of(
          root.path(),
          level.with(effective),
          new AnnSettings(effective),
          () -> progress.advance(++records[0], -1));
    }
  }
}
