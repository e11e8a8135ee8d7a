package dev.sluice.cli;

import dev.sluice.config.SettingsSchema;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice config schema}: writes the JSON Schema of sluice.json. */
@Command(
    name = "schema",
    description = "Writes the JSON Schema of sluice.json, for editors.",
    footer = "%nExample: sluice config schema --out sluice.schema.json",
    mixinStandardHelpOptions = true)
final class ConfigSchemaCommand implements Callable<Integer> {
  @Mixin private OutputOptions output;

  @Option(names = "--out", paramLabel = "FILE", description = "The file (${DEFAULT-VALUE}).")
  private Path file = Path.of("docs", "sluice.schema.json");

  @Override
  public Integer call() {
    var written = WrittenPage.write(file, SettingsSchema.text());
    output.print(written, out -> out.println(written.describe()));
    return 0;
  }
}
