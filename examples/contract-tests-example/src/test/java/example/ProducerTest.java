package example;

import dev.sluice.contract.ModelGenerator;
import dev.sluice.contract.ProducerContract;
import dev.sluice.contract.SqliteModels;
import dev.sluice.core.Mode;
import java.nio.file.Path;

/** The databases of this producer; a real one would run its own build here. */
class ProducerTest extends ProducerContract {
  @Override
  protected Path database(Path folder) {
    return SqliteModels.write(
        ModelGenerator.dense(Mode.CODE, 11, 200), folder.resolve("index-code.db"));
  }
}
