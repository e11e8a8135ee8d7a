package dev.sluice.schema.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a schema file may hold, and what is refused with file and line. */
class DeclarationParserTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE t (a)",
        "create table t (a INTEGER PRIMARY KEY, end TEXT NOT NULL UNIQUE, c NULL);",
        "CREATE TABLE \"t\" ([a] VARCHAR(10), `b` DECIMAL(10, 2), PRIMARY KEY (a, b), UNIQUE (b));",
        "CREATE TABLE t (a TEXT PRIMARY KEY) WITHOUT ROWID;",
        "CREATE VIRTUAL TABLE t USING fts5 (a UNINDEXED, b, tokenize = 'unicode61', prefix=2);",
        "CREATE INDEX i ON t (a COLLATE NOCASE DESC, b ASC);",
        "CREATE UNIQUE INDEX i ON t (a);",
        "/* ; */ CREATE TABLE t (a -- CHECK (x)\n);",
      })
  void aStatementIsAccepted(String sql) {
    assertEquals(1, parse(sql).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PRAGMA user_version = 9                            | PRAGMA
          ATTACH 'x' AS y                                    | ATTACH
          INSERT INTO t VALUES (1)                           | INSERT
          DROP TABLE t                                       | DROP
          CREATE VIEW v AS SELECT 1                          | VIEW
          CREATE TRIGGER x AFTER INSERT ON t BEGIN END       | TRIGGER
          CREATE TEMP TABLE t (a)                            | TEMP
          CREATE TEMPORARY TABLE t (a)                       | TEMPORARY
          CREATE TABLE IF NOT EXISTS t (a)                   | declared twice
          CREATE TABLE main.t (a)                            | schema before
          CREATE TABLE t AS SELECT 1                         | AS
          CREATE TABLE t (a DEFAULT (random()))              | DEFAULT
          CREATE TABLE t (a DEFAULT 1)                       | DEFAULT
          CREATE TABLE t (a CHECK (length(a) > 1))           | CHECK
          CREATE TABLE t (a, CHECK (abs(a) > 1))             | CHECK
          CREATE TABLE t (a, b AS (lower(a)))                | AS
          CREATE TABLE t (a, b GENERATED ALWAYS AS (a))      | GENERATED
          CREATE TABLE t (a REFERENCES u)                    | REFERENCES
          CREATE TABLE t (a, FOREIGN KEY (a) REFERENCES u)   | FOREIGN
          CREATE TABLE t (a TEXT COLLATE NOCASE)             | COLLATE
          CREATE TABLE t (a INTEGER PRIMARY KEY DESC)        | DESC
          CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT) | AUTOINCREMENT
          CREATE TABLE t (a UNIQUE ON CONFLICT IGNORE)       | ON
          CREATE TABLE t (a, CONSTRAINT c UNIQUE (a))        | CONSTRAINT
          CREATE TABLE t (a) STRICT                          | STRICT
          CREATE TABLE t (a TEXT(load_extension('x')))       | numbers
          CREATE TABLE "a b" (a)                             | a b
          CREATE VIRTUAL TABLE t USING vec0 (a)              | vec0
          CREATE VIRTUAL TABLE t USING fts5 (a, tokenize=)   | value
          CREATE INDEX i ON t (lower(a))                     | (
          CREATE INDEX i ON t ((a + 1))                      | (
          CREATE INDEX i ON t (a) WHERE a > 1                | WHERE
          CREATE TABLE t (a) CREATE TABLE u (b)              | CREATE
          CREATE TABLE t (a                                  | not ';'
          CREATE TABLE t (a, 'b                              | does not end
          CREATE TABLE t (a) /* b                            | does not end
          CREATE TABLE t (a) \u00a7\\                        | U+005C
          """)
  void aStatementIsRefusedWithItsFileAndLine(String sql, String word) {
    var refusal =
        assertThrows(InvalidSchemaException.class, () -> parse("-- one line\n\n" + sql + ";"));
    assertEquals("schema/tables/t.sql", refusal.location().file());
    assertEquals(3, refusal.location().line(), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(word), refusal.getMessage());
  }

  @Test
  void commentsBelongToWhatTheyStandBehindOrAbove() {
    Declaration table =
        parse(
                """
                -- sluice:waive nullable-key t.a until 2027-01-31: a reason
                -- Things,
                -- many of them.
                CREATE TABLE t (
                  a TEXT, -- the first
                          -- of all
                  b TEXT, /* the
                             second */
                  c TEXT  -- the last
                );
                """)
            .get(0);
    assertEquals("Things, many of them.", table.comment());
    assertEquals(4, table.location().line());
    assertEquals(
        List.of("the first of all", "the second", "the last"),
        table.parts().stream().map(Declaration.Part::comment).toList());
    assertEquals(7, table.part("B").orElseThrow().location().line());
  }

  @Test
  void aFileMayHoldSeveralStatements() {
    assertEquals(
        List.of("a", "b"),
        parse("CREATE TABLE a (x);\nCREATE INDEX b ON a (x)").stream()
            .map(Declaration::name)
            .toList());
  }

  private static List<Declaration> parse(String sql) {
    return DeclarationParser.parse(new SourceFile("tables/t.sql", "schema/tables/t.sql", sql));
  }
}
