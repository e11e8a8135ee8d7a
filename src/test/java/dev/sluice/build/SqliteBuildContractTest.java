package dev.sluice.build;

import dev.sluice.contract.ProducerContract;
import dev.sluice.core.Embedder;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.producer.IndexProduction;
import dev.sluice.producer.ProducerOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;

/** A database of some of our own sources, from the producer through the artifacts. */
class SqliteBuildContractTest extends ProducerContract {
  private static final Path SOURCE = Path.of("src/main/java/dev/sluice/core");

  @Override
  protected Path database(Path folder) {
    var layout = new IndexLayout(folder);
    new IndexProduction(layout, ProducerOptions.defaults(), Embedder.load(), Clock.systemUTC())
        .run(SOURCE, Set.of(Mode.CODE));
    new SqliteBuild(BuildRequest.of(layout, Mode.CODE), Clock.systemUTC()).run(BuildProgress.NONE);
    return layout.sqlite(Mode.CODE);
  }
}
