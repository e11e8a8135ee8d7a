package dev.sluice.upkeep;

import dev.sluice.config.AnnSettings;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.lmdb.LmdbGate;
import dev.sluice.schema.DeclaredSchema;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Makes the report of an index root. Changes no byte of anything. */
public final class Reporting {
  private Reporting() {}

  /**
   * Looks at everything.
   *
   * @param options how closely to look for findings
   * @param progress called now and then
   * @throws dev.sluice.core.StoreUnavailableException if there is nothing under the root
   */
  public static Report of(
      Path root, Validation.Options options, AnnSettings ann, Runnable progress) {
    List<Mode> all = List.of(Mode.values());
    ValidationResult validation = new Validation(root, options).run(all, progress);
    var layout = new IndexLayout(validation.root());
    return new Report(
        layout.root().toString(),
        options.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        new Report.Schema(
            DeclaredSchema.version(), DeclaredSchema.fingerprint(), LmdbGate.SCHEMA_VERSION),
        Extensions.state(ann),
        Presence.of(layout).stream()
            .map(mode -> new ModeSurvey(layout, mode, options.vectorTable()).report())
            .toList(),
        validation);
  }
}
