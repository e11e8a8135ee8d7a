package dev.sluice.schema.review;

import dev.sluice.core.SluiceException;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.CatalogLock;
import dev.sluice.schema.DeclaredSchema;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the schemas that a user names. */
public final class SchemaSides {
  /** The schema inside this program. */
  public static final String DECLARED = "declared";

  private static final String GIT = "git:";

  private final SchemaEngine engine;
  private final Path workingDirectory;
  private final Path folder;

  /**
   * @param folder the schema folder, for revisions
   */
  public SchemaSides(SchemaEngine engine, Path workingDirectory, Path folder) {
    this.engine = engine;
    this.workingDirectory = workingDirectory;
    this.folder = folder;
  }

  /**
   * The schema of that name: {@code declared}, {@code git:REVISION}, a folder of SQL or a database.
   *
   * @throws SluiceException if there is no such schema, or it cannot be read
   */
  public SchemaSide side(String name) {
    if (name.equals(DECLARED)) {
      return SchemaSide.of(DECLARED, DeclaredSchema.lock());
    }
    if (name.startsWith(GIT)) {
      return revision(name.substring(GIT.length()));
    }
    Path path = Path.of(name);
    if (Files.isDirectory(path)) {
      return compiled(SchemaFolder.read(path).parse());
    }
    return new SchemaSide(name, engine.observe(path), null, true);
  }

  /** The schema folder as it is now. */
  public SchemaSide workingTree() {
    return compiled(SchemaFolder.read(folder).parse());
  }

  /** The schema folder as it was at a revision. */
  private SchemaSide revision(String revision) {
    return compiled(GitRevision.read(workingDirectory, folder, revision).parse());
  }

  private SchemaSide compiled(SchemaSource source) {
    Catalog catalog = engine.compile(source.declarations());
    return new SchemaSide(source.name(), new CatalogLock(source.version(), catalog), source, false);
  }
}
