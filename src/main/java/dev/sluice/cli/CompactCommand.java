package dev.sluice.cli;

import dev.sluice.build.Compaction;
import dev.sluice.build.CompactionResult;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.StoreUnavailableException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice compact}: databases as small as they get. */
@Command(
    name = "compact",
    description = "Rewrites databases with dense doc ids and without unused terms.",
    footer = "%nExample: sluice compact --root .sluice --mode code --dry-run",
    mixinStandardHelpOptions = true)
final class CompactCommand implements Callable<Integer> {
  @Mixin private OutputOptions output;
  @Mixin private SettingsOptions settings;
  @Mixin private RootOption root;

  @Option(
      names = "--mode",
      paramLabel = "M",
      converter = Modes.Several.class,
      description = "code, prose, extracted-prose, records or all that have a database (all).")
  private Modes modes = Modes.ALL;

  @Option(names = "--dry-run", description = "Say what would change, and change nothing.")
  private boolean dryRun;

  @Option(names = "--keep-backup", description = "Keep the old database beside the new one.")
  private boolean keepBackup;

  @Override
  public Integer call() {
    var layout = new IndexLayout(root.path());
    var results = new ArrayList<CompactionResult>();
    for (Mode mode : chosen(layout)) {
      results.add(compact(layout, mode));
    }
    CompactOutput.warn(results, output);
    output.print(
        CompactOutput.Results.of(results, dryRun),
        text -> CompactOutput.print(results, dryRun, text));
    return 0;
  }

  private List<Mode> chosen(IndexLayout layout) {
    if (!modes.all()) {
      return List.copyOf(modes.set());
    }
    List<Mode> present =
        modes.set().stream().filter(mode -> Files.exists(layout.sqlite(mode))).toList();
    if (present.isEmpty()) {
      throw new StoreUnavailableException(
          ErrorCode.MISSING,
          root.path() + " holds no database of any mode",
          Files.isDirectory(root.path()) ? "none was built there" : "there is no such folder",
          "name another root with --root, or build one with: sluice build --root " + root.path());
    }
    return present;
  }

  private CompactionResult compact(IndexLayout layout, Mode mode) {
    var compaction =
        new Compaction(layout, mode, Clock.systemUTC(), settings.vectorTable(root.path()));
    if (dryRun) {
      return compaction.look();
    }
    try (Progress progress = output.progress("compacting " + mode)) {
      return compaction.run(keepBackup, progress::advance);
    }
  }
}
