package dev.sluice.schema.review;

import dev.sluice.core.SluiceException;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.CatalogLock;
import java.nio.file.Path;
import java.util.List;

/** What a review asks of the database engine. */
public interface SchemaEngine {
  /**
   * The catalog that the statements make, shadow tables included.
   *
   * @throws InvalidSchemaException at the statement that the engine refuses
   */
  Catalog compile(List<Declaration> declarations);

  /**
   * The version and catalog of a database, which may be one that the gate refuses.
   *
   * @throws SluiceException if there is no database to look into
   */
  CatalogLock observe(Path database);

  /**
   * The program's statements, ready to be asked what they touch.
   *
   * @param catalogs every object in question is in one of them
   */
  StatementUses uses(List<Catalog> catalogs);
}
