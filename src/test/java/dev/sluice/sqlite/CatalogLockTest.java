package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.CatalogLock;
import dev.sluice.schema.DeclaredSchema;
import dev.sluice.schema.review.SchemaDocs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** catalog.lock and docs/schema.md are what schema/*.sql compile to. */
class CatalogLockTest {
  private static final Path SCHEMA = Path.of("schema");
  private static final Path LOCK = SCHEMA.resolve("catalog.lock");

  @Test
  void theLockIsWhatTheSqlCompilesTo() throws IOException {
    assertEquals(
        Files.readString(LOCK),
        SchemaSources.declared().lock().format(),
        "schema/*.sql and schema/catalog.lock differ. A structural change needs a higher number in"
            + " schema/version; then write the lock with: ./sluice schema lock");
  }

  @Test
  void thePageIsWhatTheSqlSays() throws IOException {
    assertEquals(
        Files.readString(Path.of("docs", "schema.md")),
        SchemaDocs.page(SchemaSources.declared()),
        "schema/*.sql and docs/schema.md differ. Write the page with: ./sluice schema docs");
  }

  /** The number may be raised or kept, but a locked structure never gets the number of another. */
  @Test
  void theFingerprintChangesWithTheStructureOnly() throws Exception {
    String fingerprint = DeclaredSchema.fingerprint();
    assertEquals(fingerprint, fingerprintOf(sql -> "/* words */\n" + sql.replace("  ", "\t")));
    assertNotEquals(
        fingerprint, fingerprintOf(sql -> sql.replace("tf INTEGER NOT NULL", "tf INTEGER")));
    assertNotEquals(fingerprint, fingerprintOf(sql -> sql.replace("(mode, file, id)", "(mode)")));
    assertNotEquals(fingerprint, fingerprintOf(sql -> sql.replace("unicode61", "ascii")));
  }

  @Test
  void theLockReadsBackAsItWasWritten() throws IOException {
    String text = Files.readString(LOCK);
    assertEquals(text, CatalogLock.parse(text).format());
  }

  @Test
  void everyFileOfTheSchemaIsNamedAfterWhatItDeclares() throws IOException {
    assertEquals(
        names(SCHEMA.resolve("tables")),
        DeclaredSchema.catalog().tables().stream().map(t -> t.name() + ".sql").toList());
    assertEquals(
        names(SCHEMA.resolve("indexes")),
        DeclaredSchema.catalog().indexes().stream().map(i -> i.name() + ".sql").toList());
  }

  private static String fingerprintOf(UnaryOperator<String> change) throws Exception {
    return new CatalogLock(DeclaredSchema.version(), compile(change)).fingerprint();
  }

  private static Catalog compile(UnaryOperator<String> change) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      for (String folder : List.of("tables", "indexes")) {
        for (String name : names(SCHEMA.resolve(folder))) {
          execute(connection, change.apply(Files.readString(SCHEMA.resolve(folder).resolve(name))));
        }
      }
      return CatalogObserver.observe(connection);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      var names = new ArrayList<>(files.map(f -> f.getFileName().toString()).toList());
      names.sort(Comparator.naturalOrder());
      return names;
    }
  }
}
