package dev.sluice.cli;

import dev.sluice.schema.review.SchemaEngine;
import dev.sluice.schema.review.SchemaSides;
import dev.sluice.sqlite.SqliteSchemaEngine;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the schema commands find the schema folder. */
final class SchemaOptions {
  @Option(
      names = "--schema",
      paramLabel = "D",
      description = "The schema folder (${DEFAULT-VALUE}).")
  private Path folder = Path.of("schema");

  private final SchemaEngine engine = new SqliteSchemaEngine();

  Path folder() {
    return folder;
  }

  SchemaEngine engine() {
    return engine;
  }

  SchemaSides sides() {
    return new SchemaSides(engine, Path.of("").toAbsolutePath(), folder);
  }
}
