package dev.sluice.cli;

import dev.sluice.cli.SettingsOptions.Flags;
import dev.sluice.config.SearchSettings;
import dev.sluice.core.Mode;
import dev.sluice.retrieval.backend.Index;
import dev.sluice.retrieval.backend.IndexOptions;
import dev.sluice.retrieval.backend.Selection;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice backends}: which backend a reader would get. */
@Command(
    name = "backends",
    description = "Says which backend a reader would get, and why, step by step.",
    footer = "%nExample: sluice backends --mode prose",
    mixinStandardHelpOptions = true)
final class BackendsCommand implements Callable<Integer> {
  @Mixin private OutputOptions output;
  @Mixin private SettingsOptions settings;
  @Mixin private RootOption root;

  @Option(
      names = "--mode",
      paramLabel = "M",
      converter = Modes.One.class,
      description = "code, prose, extracted-prose or records (${DEFAULT-VALUE}).")
  private Mode mode = Mode.CODE;

  @Option(
      names = "--backend",
      paramLabel = "B",
      description = "auto, sqlite, sqlite-fts, lmdb or memory (auto).")
  private String backend;

  /** The JSON document. */
  record Answer(String requested, String selected, String reason, List<Step> considered) {}

  /** One backend that was considered. */
  record Step(String backend, boolean available, String reason) {}

  @Override
  public Integer call() {
    var flags = new Flags().set(SearchSettings.BACKEND, "--backend", backend);
    IndexOptions options = SettingsOptions.indexOptions(settings.load(root.path(), flags));
    Selection selection = Index.explain(root.path(), mode, options);
    output.print(answer(selection), out -> print(selection, out));
    return selection.refusal() == null ? 0 : selection.refusal().code().exitCode();
  }

  private static Answer answer(Selection selection) {
    return new Answer(
        selection.requested().id(),
        selection.selected() == null ? null : selection.selected().id(),
        selection.reason(),
        selection.considered().stream()
            .map(step -> new Step(step.backend().id(), step.available(), step.reason()))
            .toList());
  }

  private static void print(Selection selection, PrintWriter out) {
    selection
        .considered()
        .forEach(
            step ->
                out.printf(
                    Locale.ROOT,
                    "%s %-10s %s%n",
                    step.backend() == selection.selected() ? "*" : " ",
                    step.backend(),
                    step.reason()));
    out.println(
        selection.selected() == null
            ? selection.refusal().explain()
            : selection.selected() + ": " + selection.reason());
  }
}
