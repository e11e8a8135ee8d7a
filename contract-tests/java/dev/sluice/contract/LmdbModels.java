package dev.sluice.contract;

import dev.sluice.lmdb.LmdbIndexWriter;
import java.nio.file.Path;
import java.time.Clock;

/** Writes the content of a model into an LMDB store. */
public final class LmdbModels {
  private LmdbModels() {}

  /**
   * Makes a store that holds the model and nothing else.
   *
   * @param folder must not exist
   * @return the folder
   */
  public static Path write(IndexModel model, Path folder) {
    try (var writer = LmdbIndexWriter.create(folder, model.mode(), "model", Clock.systemUTC())) {
      ModelSource.add(model, writer);
      writer.finish();
    }
    return folder;
  }
}
