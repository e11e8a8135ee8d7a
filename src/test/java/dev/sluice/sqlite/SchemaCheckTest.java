package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.SluiceException;
import dev.sluice.schema.review.Finding;
import dev.sluice.schema.review.InvalidSchemaException;
import dev.sluice.schema.review.SchemaCheck;
import dev.sluice.schema.review.SchemaLock;
import dev.sluice.schema.review.SchemaSide;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Version, lock, rules and waivers go together. */
class SchemaCheckTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  private static final String EXTRA = "tables/extra.sql";
  private static final String GOOD =
      "-- More.\nCREATE TABLE extra (\n  a TEXT NOT NULL PRIMARY KEY -- one\n);\n";

  @Test
  void theSchemaOfThisProjectPasses() {
    assertEquals(List.of(), check(Map.of()));
  }

  @Test
  void anotherStructureNeedsAHigherVersionAndSaysWhichFilesToTouch() {
    for (String version : List.of("7", "6")) {
      List<Finding> findings = check(Map.of(EXTRA, GOOD, "version", version));
      assertEquals(List.of("structure-without-version version"), names(findings));
      for (String file : List.of("schema/version", "schema/catalog.lock", "docs/schema.md")) {
        assertTrue(findings.get(0).remedy().contains(file), findings.get(0).remedy());
      }
    }
  }

  @Test
  void anotherVersionNeedsAnotherStructure() {
    assertEquals(
        List.of("version-without-structure version"), names(check(Map.of("version", "8"))));
  }

  @Test
  void withBothChangedOnlyTheLockIsLeftToWrite() {
    var changed = new HashMap<>(Map.of(EXTRA, GOOD, "version", "8"));
    assertEquals(List.of("stale-lock catalog.lock"), names(check(changed)));
    changed.put("catalog.lock", SchemaLock.text(SchemaSources.with(changed), false));
    assertEquals(List.of(), check(changed));
  }

  @Test
  void aLockWrittenAgainForTheSameVersionIsSeenAgainstARevision() {
    var changed = new HashMap<>(Map.of(EXTRA, GOOD));
    assertThrows(SluiceException.class, () -> SchemaLock.text(SchemaSources.with(changed), false));
    changed.put("catalog.lock", SchemaLock.text(SchemaSources.with(changed), true));
    assertEquals(List.of(), check(changed));
    SchemaSide tree = SchemaSources.with(changed);
    List<Finding> findings =
        SchemaCheck.findings(tree, Optional.of(SchemaSources.declared()), TODAY);
    assertEquals(List.of("structure-without-version version"), names(findings));
  }

  @ParameterizedTest
  @CsvSource({"''", "not a lock", "version", "index x"})
  void aLockThatCannotBeReadIsStale(String lock) {
    assertEquals(List.of("stale-lock catalog.lock"), names(check(Map.of("catalog.lock", lock))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          object-comment extra    | tables/extra.sql | CREATE TABLE extra (a TEXT -- one?)
          column-comment extra.a  | tables/extra.sql | -- More.?CREATE TABLE extra (a TEXT)
          untyped-column extra.a  | tables/extra.sql | -- More.?CREATE TABLE extra (a -- one?)
          nullable-key extra.a    | tables/extra.sql | -- More.?CREATE TABLE extra (a INT PRIMARY KEY -- one?)
          file-name extra         | tables/other.sql | -- More.?CREATE TABLE extra (a TEXT -- one?)
          file-name extra         | indexes/extra.sql | -- More.?CREATE TABLE extra (a TEXT -- one?)
          column-comment extra.a  | tables/extra.sql | -- More.?CREATE VIRTUAL TABLE extra USING fts5 (a, tokenize='ascii')
          object-comment extra    | indexes/extra.sql | CREATE INDEX extra ON chunks (kind)
          redundant-index extra   | indexes/extra.sql | -- More.?CREATE INDEX extra ON chunks (mode)
          redundant-index extra   | indexes/extra.sql | -- More.?CREATE INDEX extra ON doc_lengths (mode)
          redundant-index extra   | indexes/extra.sql | -- More.?CREATE INDEX extra ON token_vocab (mode, token)
          """)
  void aRuleIsBroken(String expected, String path, String sql) {
    assertEquals(List.of(expected), design(path, sql.replace('?', '\n')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tables/extra.sql  | -- More.?CREATE TABLE extra (a INTEGER PRIMARY KEY -- one?)
          indexes/extra.sql | -- More.?CREATE UNIQUE INDEX extra ON chunks (mode)
          indexes/extra.sql | -- More.?CREATE INDEX extra ON chunks (mode DESC)
          indexes/extra.sql | -- More.?CREATE INDEX extra ON chunks (file)
          """)
  void aRuleIsKept(String path, String sql) {
    assertEquals(List.of(), design(path, sql.replace('?', '\n')));
  }

  @Test
  void aWaiverSilencesOneRuleOnOneObjectUntilTheEndOfItsDay() {
    String sql = "CREATE TABLE extra (a INT PRIMARY KEY -- one\n)";
    String waiver = "-- sluice:waive %s %s until %s: a reason\n-- More.\n" + sql;
    String nullable = "nullable-key extra.a";
    assertEquals(List.of(), design(EXTRA, waiver(waiver, "nullable-key", "extra.a", "2026-11-24")));
    assertEquals(
        List.of(nullable, "expired-waiver extra.a"),
        design(EXTRA, waiver(waiver, "nullable-key", "extra.a", "2026-11-23")));
    assertEquals(
        List.of(nullable, "unused-waiver extra.b"),
        design(EXTRA, waiver(waiver, "nullable-key", "extra.b", "2026-11-24")));
    assertEquals(
        List.of(nullable, "unused-waiver extra.a"),
        design(EXTRA, waiver(waiver, "column-comment", "extra.a", "2026-11-24")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          different-shape extra until 2027-01-31: a reason  | gate
          forbidden-object extra until 2027-01-31: a reason | gate
          stale-lock extra until 2027-01-31: a reason       | no waivable rule
          anything extra until 2027-01-31: a reason         | no waivable rule
          nullable-key extra.a until 2027-02-30: a reason   | no such day
          nullable-key extra.a until 2027-01-31:            | another form
          nullable-key extra.a: a reason                    | another form
          """)
  void aWaiverThatIsNoneIsRefusedWithItsLine(String waiver, String words) {
    var refusal =
        assertThrows(
            InvalidSchemaException.class,
            () -> design(EXTRA, "\n-- sluice:waive " + waiver + "\n" + GOOD));
    assertTrue(refusal.getMessage().contains(EXTRA + ":2"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
  }

  @Test
  void filesOutsideTheirFoldersAndBadVersionsAreRefused() {
    for (String path : List.of("extra.sql", "triggers/x.sql", "tables/deep/x.sql")) {
      assertThrows(
          InvalidSchemaException.class, () -> SchemaSources.with(Map.of(path, GOOD)), path);
    }
    for (String version : List.of("", "seven", "-1", "0", "7.5")) {
      assertThrows(
          InvalidSchemaException.class,
          () -> SchemaSources.with(Map.of("version", version)),
          version);
    }
  }

  @Test
  void whatSqliteRefusesIsRefusedWithItsLine() {
    var refusal =
        assertThrows(
            InvalidSchemaException.class,
            () -> SchemaSources.with(Map.of(EXTRA, "\nCREATE TABLE chunks (a)")));
    assertTrue(refusal.getMessage().contains("already exists"), refusal.getMessage());
  }

  private static String waiver(String form, String rule, String object, String until) {
    return form.replaceFirst("%s", rule).replaceFirst("%s", object).replaceFirst("%s", until);
  }

  /** What is found beside the version and the lock, which a new object makes stale. */
  private static List<String> design(String path, String sql) {
    return names(check(Map.of(path, sql, "version", "8"))).stream()
        .filter(name -> !name.startsWith("stale-lock"))
        .toList();
  }

  private static List<Finding> check(Map<String, String> replaced) {
    return SchemaCheck.findings(SchemaSources.with(replaced), Optional.empty(), TODAY);
  }

  private static List<String> names(List<Finding> findings) {
    return findings.stream().map(f -> f.rule().id() + " " + f.object()).toList();
  }
}
