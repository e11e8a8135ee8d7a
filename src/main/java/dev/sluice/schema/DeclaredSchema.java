package dev.sluice.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/** The schema of this Sluice: the version and catalog from the lock, the DDL from the SQL files. */
public final class DeclaredSchema {
  private static final String FOLDER = "declared/";
  private static final CatalogLock LOCK = CatalogLock.parse(read("catalog.lock"));

  private DeclaredSchema() {}

  /** What {@code PRAGMA user_version} must be. */
  public static int version() {
    return LOCK.version();
  }

  /** Version and catalog together, for the gate. */
  public static CatalogLock lock() {
    return LOCK;
  }

  public static Catalog catalog() {
    return LOCK.catalog();
  }

  /** See {@link CatalogLock#fingerprint}. */
  public static String fingerprint() {
    return LOCK.fingerprint();
  }

  /** The text of each file of {@code schema/tables}, by table name. */
  public static List<String> tableStatements() {
    return catalog().tables().stream().map(t -> read("tables/" + t.name() + ".sql")).toList();
  }

  /** The text of each file of {@code schema/indexes}, by index name. */
  public static List<String> indexStatements() {
    return indexStatements(index -> true);
  }

  /** The text of the files of some of {@code schema/indexes}, by index name. */
  public static List<String> indexStatements(Predicate<Index> which) {
    return catalog().indexes().stream()
        .filter(which)
        .map(index -> read("indexes/" + index.name() + ".sql"))
        .toList();
  }

  private static String read(String file) {
    try (InputStream in = DeclaredSchema.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks its declared schema file " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the declared schema file " + file, e);
    }
  }
}
