package dev.sluice.contract;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Databases whose version or catalog is not the declared one: a good one and then some SQL. */
final class SchemaFaults {
  /** A table cannot be changed into most of these, so it is made again; its rows do not matter. */
  private static final String DENSE_META = "DROP TABLE dense_meta";

  private final Map<String, Recipe> recipes = new LinkedHashMap<>();

  private SchemaFaults() {
    versions();
    tables();
    columns();
    indexes();
    fullText();
    forbiddenObjects();
    garbage();
  }

  static Map<String, Recipe> all() {
    return new SchemaFaults().recipes;
  }

  private void versions() {
    good("too-old", "PRAGMA user_version = 6");
    good("version-0", "PRAGMA user_version = 0");
    good("negative-version", "PRAGMA user_version = -7");
    good("too-new", "PRAGMA user_version = 8");
    good("too-old-and-different", "PRAGMA user_version = 6", "DROP TABLE doc_lengths");
    recipes.put(
        "foreign-database",
        file -> Sql.run(file, "CREATE TABLE t (a)", "INSERT INTO t VALUES (1)"));
    recipes.put(
        "foreign-database-of-our-version",
        file -> Sql.run(file, "CREATE TABLE t (a)", "PRAGMA user_version = 7"));
    recipes.put("no-tables", file -> Sql.run(file, "CREATE TABLE t (a)", "DROP TABLE t", "VACUUM"));
  }

  private void tables() {
    good("missing-table", "DROP TABLE doc_lengths");
    good("missing-vectors-table", "DROP TABLE dense_vectors");
    good("extra-table", "CREATE TABLE notes (a, b)", "INSERT INTO notes VALUES (1, 2)");
    good("extra-view", "CREATE VIEW names AS SELECT name FROM chunks");
    good("analyzed", "ANALYZE");
    good("other-case", "ALTER TABLE dense_meta RENAME TO t", "ALTER TABLE t RENAME TO DENSE_META");
  }

  private void columns() {
    good("missing-column", "ALTER TABLE chunks DROP COLUMN churn");
    good("missing-manifest-column", "ALTER TABLE file_manifest DROP COLUMN hash");
    good("extra-column", "ALTER TABLE chunks ADD COLUMN blame TEXT");
    good("renamed-column", "ALTER TABLE chunks RENAME COLUMN name TO label");
    denseMeta("wrong-type", "mode TEXT PRIMARY KEY, dims TEXT, scale REAL, model TEXT");
    denseMeta("wrong-key", "mode TEXT, dims INTEGER, scale REAL, model TEXT");
    denseMeta(
        "wrong-not-null", "mode TEXT PRIMARY KEY, dims INTEGER NOT NULL, scale REAL, model TEXT");
    denseMeta("wrong-column-order", "mode TEXT PRIMARY KEY, scale REAL, dims INTEGER, model TEXT");
    good(
        "wrong-key-order",
        "DROP TABLE token_postings",
        "CREATE TABLE token_postings (mode TEXT NOT NULL, token_id INTEGER NOT NULL,"
            + " doc_id INTEGER NOT NULL, tf INTEGER NOT NULL, PRIMARY KEY (mode, doc_id, token_id))",
        "CREATE INDEX idx_token_postings_token ON token_postings (mode, token_id)");
    good(
        "missing-unique",
        "DROP TABLE token_vocab",
        "CREATE TABLE token_vocab (mode TEXT NOT NULL, token_id INTEGER NOT NULL,"
            + " token TEXT NOT NULL, PRIMARY KEY (mode, token_id))");
  }

  private void indexes() {
    good("missing-index", "DROP INDEX idx_chunks_file_id");
    good(
        "wrong-index-columns",
        "DROP INDEX idx_chunks_file_id",
        "CREATE INDEX idx_chunks_file_id ON chunks (file, mode, id)");
    good(
        "partial-index",
        "DROP INDEX idx_chunks_file",
        "CREATE INDEX idx_chunks_file ON chunks (mode, file) WHERE kind IS NOT NULL");
    good("extra-index", "CREATE INDEX idx_chunks_name ON chunks (mode, name)");
    good("extra-unique-index", "CREATE UNIQUE INDEX one_length ON doc_lengths (doc_id)");
  }

  private void fullText() {
    String columns = "mode UNINDEXED, file, name, signature, kind, headline, doc, tokens";
    fullText("wrong-tokenizer", columns + ", tokenize = 'porter'");
    fullText("missing-tokenizer", columns);
    fullText("wrong-full-text-columns", columns.replace(", doc", "") + ", tokenize = 'unicode61'");
    fullText("wrong-unindexed", columns.replace(" UNINDEXED", "") + ", tokenize = 'unicode61'");
    good("missing-full-text", "DROP TABLE chunks_fts");
    good(
        "full-text-is-a-table",
        "DROP TABLE chunks_fts",
        "CREATE TABLE chunks_fts (mode, file, name, signature, kind, headline, doc, tokens)");
  }

  private void forbiddenObjects() {
    good("view-as-table", DENSE_META, "CREATE VIEW dense_meta AS SELECT 'code' AS mode, 1 AS dims");
    good(
        "recursive-view-as-table",
        "DROP TABLE chunks",
        "CREATE VIEW chunks AS WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n)"
            + " SELECT id, 'code' AS mode FROM n");
    good(
        "virtual-as-table",
        "DROP TABLE chunks",
        "CREATE VIRTUAL TABLE chunks USING fts5 (id, mode)");
    good("trigger", "CREATE TRIGGER t AFTER DELETE ON chunks BEGIN DELETE FROM doc_lengths; END");
    good(
        "trigger-elsewhere",
        "CREATE TABLE notes (a)",
        "CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM notes; END");
    good("generated-column", "ALTER TABLE chunks ADD COLUMN upper TEXT AS (upper(name))");
    good(
        "without-rowid",
        DENSE_META,
        "CREATE TABLE dense_meta (mode TEXT PRIMARY KEY, dims INTEGER, scale REAL, model TEXT)"
            + " WITHOUT ROWID");
  }

  /** A million columns: once as text that SQLite refuses to parse, once in many legal tables. */
  private void garbage() {
    good(
        "huge-schema",
        "CREATE TABLE wide (c)",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = (WITH RECURSIVE n (i) AS"
            + " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)"
            + " SELECT 'CREATE TABLE wide (' || group_concat('c' || i) || ')' FROM n)"
            + " WHERE name = 'wide'");
    recipes.put("many-extra-tables", SchemaFaults::makeManyTables);
    good(
        "garbage-schema",
        "CREATE TABLE noise (c)",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = hex(zeroblob(50000)) WHERE name = 'noise'");
  }

  private static void makeManyTables(Path file) throws SQLException {
    var columns = new StringBuilder("c0");
    for (int i = 1; i < 500; i++) {
      columns.append(", column_of_garbage_").append(i);
    }
    GoodIndex.write(file);
    try (var connection = Sql.connect(file)) {
      connection.setAutoCommit(false);
      for (int i = 0; i < 100; i++) {
        Sql.run(connection, "CREATE TABLE garbage_" + i + " (" + columns + ")");
      }
      connection.commit();
    }
  }

  private void good(String name, String... statements) {
    recipes.put(
        name,
        file -> {
          GoodIndex.write(file);
          Sql.run(file, statements);
        });
  }

  private void denseMeta(String name, String columns) {
    good(name, DENSE_META, "CREATE TABLE dense_meta (" + columns + ")");
  }

  private void fullText(String name, String arguments) {
    good(
        name,
        "DROP TABLE chunks_fts",
        "CREATE VIRTUAL TABLE chunks_fts USING fts5 (" + arguments + ")");
  }
}
