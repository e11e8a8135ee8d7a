package dev.sluice.cli;

import dev.sluice.artifact.IncrementalManifest;
import dev.sluice.build.BuildProgress;
import dev.sluice.build.BuildRequest;
import dev.sluice.build.BuildResult;
import dev.sluice.build.Compaction;
import dev.sluice.build.From;
import dev.sluice.cli.SettingsOptions.Flags;
import dev.sluice.config.BuildSettings;
import dev.sluice.config.Settings;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.StoreUnavailableException;
import dev.sluice.sqlite.ValidationLevel;
import dev.sluice.sqlite.ann.VectorTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice build}: stores from the artifacts and bundles that are already there. */
@Command(
    name = "build",
    description = "Builds stores from the artifacts or bundles under an index root.",
    footer = "%nExample: sluice build --root .sluice --mode code",
    mixinStandardHelpOptions = true)
final class BuildCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private OutputOptions output;
  @Mixin private SettingsOptions settings;
  @Mixin private UpdateOptions update;
  @Mixin private RootOption root;

  @Option(
      names = "--mode",
      paramLabel = "M",
      converter = Modes.Several.class,
      description = "code, prose, extracted-prose, records, all (all).")
  private Modes modes = Modes.ALL;

  @Option(
      names = "--backend",
      paramLabel = "B",
      converter = StoreToBuild.Several.class,
      description = "The stores: sqlite, lmdb or all (sqlite).")
  private List<StoreToBuild> stores = List.of(StoreToBuild.SQLITE);

  @Option(
      names = "--from",
      paramLabel = "SOURCE",
      description = "artifacts, bundles, or auto for the richer (auto).")
  private From from = From.AUTO;

  @Option(
      names = "--incremental-dir",
      paramLabel = "D",
      description = "The bundles of all modes (incremental in --root).")
  private Path incrementalDir;

  @Option(
      names = "--validate",
      paramLabel = "LEVEL",
      description = "off, smoke, full or auto (smoke).")
  private String validation;

  @Option(
      names = "--validate-full-up-to",
      paramLabel = "MIB",
      description = "The size up to which auto is full (512).")
  private String fullUpToMib;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Threads that parse bundles (processors - 1).")
  private String workers;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to; for one mode and one store.")
  private Path out;

  @Option(names = "--keep-backup", description = "Keep the old store beside the new one.")
  private boolean keepBackup;

  @ArgGroup(exclusive = true)
  private Compacting compacting = new Compacting();

  /** Whether databases are compacted in the end. */
  static final class Compacting {
    @Option(names = "--compact", description = "Compact databases after an update.")
    private boolean wanted;

    @Option(names = "--no-compact", description = "Leave them as an update makes them.")
    private boolean unwanted;
  }

  @Override
  public Integer call() {
    var layout = new IndexLayout(root.path());
    List<Mode> chosen = chosen(layout);
    if (out != null && chosen.size() * stores.size() > 1) {
      throw wrongUse("--out takes one mode and one store, and there are " + chosen + stores);
    }
    if (out != null && update.incremental()) {
      throw wrongUse("--out makes a new store, and --incremental changes the one that is there");
    }
    if (keepBackup && update.incremental()) {
      throw wrongUse("--keep-backup keeps what is replaced, and --incremental changes it in place");
    }
    Settings effective = settings.load(root.path(), flags());
    requireUseOf(layout, chosen, new BuildSettings(effective));
    VectorTable vectorTable = SettingsOptions.vectorTable(effective);
    List<BuildResult> results = new ArrayList<>();
    for (Mode mode : chosen) {
      for (StoreToBuild store : stores) {
        results.add(build(store, request(store, layout, mode, effective), vectorTable));
      }
    }
    BuildOutput.warn(results, output);
    output.print(BuildOutput.Results.of(results), text -> BuildOutput.print(results, text));
    return 0;
  }

  private Flags flags() {
    return update
        .flags()
        .set(BuildSettings.VALIDATE, "--validate", validation)
        .set(BuildSettings.FULL_UP_TO_MIB, "--validate-full-up-to", fullUpToMib)
        .set(BuildSettings.WORKERS, "--workers", workers);
  }

  /** An option that could do nothing is a mistake, and better said before the work than after. */
  private void requireUseOf(IndexLayout layout, List<Mode> chosen, BuildSettings build) {
    if (fullUpToMib != null && !build.validate().equals("auto")) {
      throw wrongUse("--validate-full-up-to goes with --validate auto");
    }
    if ((compacting.wanted || compacting.unwanted) && !stores.contains(StoreToBuild.SQLITE)) {
      throw wrongUse("--compact and --no-compact are for databases, and none is built");
    }
    boolean bundles =
        from != From.ARTIFACTS
            && chosen.stream().anyMatch(mode -> IncrementalManifest.present(bundles(layout, mode)));
    if (workers != null && !bundles) {
      throw wrongUse("--workers is for building from bundles, and there are none to build from");
    }
  }

  private ParameterException wrongUse(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  private Path bundles(IndexLayout layout, Mode mode) {
    return incrementalDir == null ? layout.incremental(mode) : incrementalDir.resolve(mode.id());
  }

  /** Modes named one by one must have a source; of {@code all}, those that have one. */
  private List<Mode> chosen(IndexLayout layout) {
    if (!modes.all()) {
      return List.copyOf(modes.set());
    }
    List<Mode> present =
        modes.set().stream()
            .filter(
                mode ->
                    Files.isDirectory(layout.artifacts(mode))
                        || IncrementalManifest.present(bundles(layout, mode)))
            .toList();
    if (present.isEmpty()) {
      throw new StoreUnavailableException(
          ErrorCode.MISSING,
          root.path() + " holds no artifacts and no bundles of any mode",
          Files.isDirectory(root.path()) ? "nothing was indexed there" : "there is no such folder",
          "name another root with --root, or make one with: sluice index SOURCE_DIR");
    }
    return present;
  }

  private BuildResult build(StoreToBuild store, BuildRequest request, VectorTable vectorTable) {
    try (Progress progress = output.progress("building " + request.mode())) {
      BuildProgress rows = progress::advance;
      BuildResult result = store.build(request, vectorTable, rows);
      return compacting.wanted
          ? Compaction.after(result, request.layout(), vectorTable, rows)
          : result;
    }
  }

  private BuildRequest request(
      StoreToBuild store, IndexLayout layout, Mode mode, Settings effective) {
    var build = new BuildSettings(effective);
    BuildRequest request =
        store
            .request(layout, mode)
            .from(from, null)
            .bundles(bundles(layout, mode))
            .validation(
                ValidationLevel.valueOf(build.validate().toUpperCase(Locale.ROOT)),
                build.fullUpToBytes());
    if (out != null) {
      request = request.target(out);
    }
    if (keepBackup) {
      request = request.keepingBackup();
    }
    if (build.workers().isPresent()) {
      request = request.workers(build.workers().getAsInt());
    }
    return update.incremental()
        ? request.incremental(SettingsOptions.updateLimits(effective))
        : request;
  }
}
