package dev.sluice.cli;

import dev.sluice.config.AnnSettings;
import dev.sluice.core.ErrorCode;
import dev.sluice.sqlite.ExtensionVerification;
import dev.sluice.sqlite.ExtensionVerification.Step;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice extension verify}. */
@Command(
    name = "verify",
    description = "Says whether the vector extension is there, unchanged, and works.",
    footer = "%nExample: sluice extension verify --set ann.path=/opt/vec0.so",
    mixinStandardHelpOptions = true)
final class ExtensionVerifyCommand implements Callable<Integer> {
  @Mixin private OutputOptions output;
  @Mixin private SettingsOptions options;
  @Mixin private RootOption root;

  @Option(names = "--no-load", description = "Look at the file without loading it.")
  private boolean noLoad;

  /** The JSON document. */
  record Verified(boolean ok, List<Looked> steps) {
    static Verified of(List<Step> steps) {
      return new Verified(
          steps.stream().allMatch(step -> step.failure() == null),
          steps.stream().map(Looked::of).toList());
    }
  }

  /** One step. */
  record Looked(String name, boolean ok, String code, String detail) {
    static Looked of(Step step) {
      ErrorCode failure = step.failure();
      return new Looked(
          step.name(), failure == null, failure == null ? null : failure.id(), step.detail());
    }
  }

  @Override
  public Integer call() {
    var config = new AnnSettings(options.load(root.path())).config();
    List<Step> steps = ExtensionVerification.run(config, !noLoad);
    Verified verified = Verified.of(steps);
    output.print(
        verified,
        out ->
            verified
                .steps()
                .forEach(
                    step ->
                        out.printf(
                            Locale.ROOT,
                            "%-9s %-10s %s%n",
                            step.name(),
                            step.ok() ? "ok" : step.code(),
                            step.detail())));
    return steps.stream()
        .map(Step::failure)
        .filter(Objects::nonNull)
        .findFirst()
        .map(ErrorCode::exitCode)
        .orElse(0);
  }
}
