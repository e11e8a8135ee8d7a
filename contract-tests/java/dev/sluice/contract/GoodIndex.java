package dev.sluice.contract;

import dev.sluice.core.Mode;
import java.nio.file.Path;

/** The small good database that the fixtures are made from. */
final class GoodIndex {
  /** What it holds: enough for every table to have pages of its own. */
  static final IndexModel CONTENT = ModelGenerator.dense(Mode.CODE, 3, 60);

  private GoodIndex() {}

  static Path write(Path file) {
    return SqliteModels.write(CONTENT, file);
  }
}
