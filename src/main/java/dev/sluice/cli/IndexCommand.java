package dev.sluice.cli;

import dev.sluice.build.BuildRequest;
import dev.sluice.build.BuildResult;
import dev.sluice.build.From;
import dev.sluice.config.BuildSettings;
import dev.sluice.config.Settings;
import dev.sluice.config.SourceSettings;
import dev.sluice.config.VectorSettings;
import dev.sluice.core.Embedder;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.producer.IndexProduction;
import dev.sluice.producer.ProducerOptions;
import dev.sluice.producer.ProducerReport;
import dev.sluice.sqlite.ValidationLevel;
import dev.sluice.sqlite.ann.VectorTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice index}: a source tree to artifacts and bundles, then the stores. */
@Command(
    name = "index",
    description = "Indexes a source tree: artifacts and bundles, then the stores.",
    footer = "%nExample: sluice index . --mode code",
    mixinStandardHelpOptions = true)
final class IndexCommand implements Callable<Integer> {
  @Mixin private OutputOptions output;
  @Mixin private SettingsOptions settings;
  @Mixin private UpdateOptions update;

  @Parameters(paramLabel = "SOURCE_DIR", description = "The folder to index.")
  private Path source;

  @Option(
      names = "--root",
      paramLabel = "D",
      description = "The index root (.sluice in SOURCE_DIR).")
  private Path root;

  @Option(
      names = "--mode",
      paramLabel = "M",
      converter = Modes.Several.class,
      description = "code, prose, extracted-prose or all (all).")
  private Modes modes = Modes.ALL;

  @Option(
      names = "--backend",
      paramLabel = "B",
      converter = StoreToBuild.Several.class,
      description = "The stores: sqlite, lmdb or all (sqlite).")
  private List<StoreToBuild> stores = List.of(StoreToBuild.SQLITE);

  @Override
  public Integer call() {
    var layout = new IndexLayout(root == null ? source.resolve(".sluice") : root);
    Set<Mode> chosen = EnumSet.copyOf(modes.set());
    if (modes.all()) {
      chosen.remove(Mode.RECORDS); // A source tree has none.
    }
    Settings effective = settings.load(layout.root(), update.flags());
    VectorTable vectorTable = SettingsOptions.vectorTable(effective);
    ProducerReport report = produce(layout, chosen, effective);
    warn(report);
    List<BuildResult> results = new ArrayList<>();
    for (Mode mode : chosen) {
      for (StoreToBuild store : stores) {
        results.add(build(store, request(store, layout, mode, effective), vectorTable));
      }
    }
    BuildOutput.warn(results, output);
    output.print(BuildOutput.Results.of(results), text -> print(report, results, text));
    return 0;
  }

  private BuildResult build(StoreToBuild store, BuildRequest request, VectorTable vectorTable) {
    try (Progress progress = output.progress("building " + request.mode())) {
      return store.build(request, vectorTable, progress::advance);
    }
  }

  private BuildRequest request(
      StoreToBuild store, IndexLayout layout, Mode mode, Settings effective) {
    var build = new BuildSettings(effective);
    BuildRequest request =
        store
            .request(layout, mode)
            .from(From.ARTIFACTS, "made from the source tree just now")
            .validation(
                ValidationLevel.valueOf(build.validate().toUpperCase(Locale.ROOT)),
                build.fullUpToBytes());
    return update.incremental()
        ? request.incremental(SettingsOptions.updateLimits(effective))
        : request;
  }

  private ProducerReport produce(IndexLayout layout, Set<Mode> chosen, Settings effective) {
    var sources = new SourceSettings(effective);
    try (Progress progress = output.progress("reading " + source)) {
      ProducerOptions options =
          ProducerOptions.defaults()
              .withMaxFileBytes(sources.maxFileBytes())
              .withQuantizer(new VectorSettings(effective).quantizer())
              .withProgress(progress::advance);
      if (sources.workers().isPresent()) {
        options = options.withWorkers(sources.workers().getAsInt());
      }
      return new IndexProduction(layout, options, Embedder.load(), Clock.systemUTC())
          .run(source, chosen);
    }
  }

  private void warn(ProducerReport report) {
    report
        .skippedSamples()
        .forEach(
            (reason, sample) ->
                output.warn(
                    "skipped "
                        + report.skipped().get(reason)
                        + " "
                        + reason.words()
                        + ", for example "
                        + sample.get(0)));
    if (report.unparsed() > 0) {
      output.warn(
          report.unparsed()
              + " files did not parse whole and were indexed by what did and by windows of lines,"
              + " for example "
              + report.unparsedSample().get(0));
    }
    if (report.saturated() > 0) {
      output.warn(
          report.saturated()
              + " components of vectors were cut to the range they are stored in;"
              + " vectors.max sets another");
    }
    if (report.notUtf8() > 0) {
      output.warn(
          report.notUtf8()
              + " files are not UTF-8 and were read as ISO-8859-1, for example "
              + report.notUtf8Sample().get(0));
    }
  }

  private static void print(ProducerReport report, List<BuildResult> results, PrintWriter out) {
    BuildOutput.print(results, out);
    out.printf("%,d lines read%n", report.lines());
  }
}
