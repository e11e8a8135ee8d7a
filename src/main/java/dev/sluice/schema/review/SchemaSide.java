package dev.sluice.schema.review;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.CatalogLock;
import java.util.Optional;

/**
 * One of two schemas that are compared.
 *
 * @param name as the user named it
 * @param lock its version and catalog
 * @param source its files; null if it has none
 * @param isDatabase whether it was found in a database, where what nobody declared does not matter
 */
public record SchemaSide(String name, CatalogLock lock, SchemaSource source, boolean isDatabase) {

  /** A schema known by its lock alone. */
  public static SchemaSide of(String name, CatalogLock lock) {
    return new SchemaSide(name, lock, null, false);
  }

  Catalog catalog() {
    return lock.catalog();
  }

  /** Where an object or its part is declared, if this side has files. */
  Optional<Location> location(String object, String part) {
    return Optional.ofNullable(source).flatMap(s -> s.location(object, part));
  }
}
