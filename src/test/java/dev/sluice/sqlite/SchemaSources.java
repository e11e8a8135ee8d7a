package dev.sluice.sqlite;

import dev.sluice.schema.CatalogLock;
import dev.sluice.schema.review.SchemaFolder;
import dev.sluice.schema.review.SchemaSide;
import dev.sluice.schema.review.SchemaSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Schema folders for tests: the declared one with some files replaced, added or removed. */
final class SchemaSources {
  private static final SchemaFolder DECLARED = SchemaFolder.read(Path.of("schema"));

  private SchemaSources() {}

  static SchemaSide declared() {
    return with(Map.of());
  }

  /** Each named file with that text; a file of no text is left out. */
  static SchemaSide with(Map<String, String> replaced) {
    var files = new TreeMap<>(DECLARED.files());
    replaced.forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
    files.values().removeIf(content -> content.length == 0);
    return side(new SchemaFolder("schema", "schema", files));
  }

  /** The text of a file of the declared schema. */
  static String text(String path) {
    return new String(DECLARED.files().get(path), StandardCharsets.UTF_8);
  }

  private static SchemaSide side(SchemaFolder folder) {
    SchemaSource source = folder.parse();
    var catalog = new SqliteSchemaEngine().compile(source.declarations());
    var lock = new CatalogLock(source.version(), catalog);
    return new SchemaSide(source.name(), lock, source, false);
  }
}
