package dev.sluice.upkeep;

import dev.sluice.config.AnnSettings;
import dev.sluice.core.AnnConfig;
import dev.sluice.core.Platform;
import dev.sluice.sqlite.ann.VectorTable;
import java.nio.file.Path;
import java.util.Optional;

/** The state of the vector extension. */
public final class Extensions {
  private Extensions() {}

  /** Whether the extension that the settings name can be used here. */
  public static Report.Extension state(AnnSettings ann) {
    AnnConfig config = ann.config();
    Optional<String> obstacle = VectorTable.of(config).obstacle();
    Path library = config.library() == null ? ann.place().library() : config.library();
    return new Report.Extension(
        Platform.current().id(),
        library.toString(),
        obstacle.isEmpty(),
        obstacle.orElse(null),
        ann.all());
  }
}
