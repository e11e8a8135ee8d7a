package dev.sluice.contract;

import dev.sluice.sqlite.SqliteIndexWriter;
import java.nio.file.Path;

/** Writes the content of a model into an SQLite database. */
public final class SqliteModels {
  private SqliteModels() {}

  /**
   * Makes a database that holds the model and nothing else.
   *
   * @param file must not exist
   * @return the file
   */
  public static Path write(IndexModel model, Path file) {
    try (var writer = SqliteIndexWriter.create(file, model.mode())) {
      ModelSource.add(model, writer);
      writer.finish();
    }
    return file;
  }
}
