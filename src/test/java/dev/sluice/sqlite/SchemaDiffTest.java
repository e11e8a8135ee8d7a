package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.Table;
import dev.sluice.schema.TableKind;
import dev.sluice.schema.review.Change;
import dev.sluice.schema.review.DiffText;
import dev.sluice.schema.review.Sarif;
import dev.sluice.schema.review.SchemaDiff;
import dev.sluice.schema.review.SchemaEngine;
import dev.sluice.schema.review.SchemaSide;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which change is of which class, and whom it touches. */
class SchemaDiffTest {
  private static final SchemaEngine ENGINE = new SqliteSchemaEngine();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tables/chunks.sql | churn REAL, | | chunks.churn column removed | breaks-readers | ChunksDao.find
          tables/chunks.sql | churn REAL, | author_churn REAL, | chunks.author_churn column renamed | breaks-readers | ChunksDao.find
          tables/chunks.sql | churn REAL, | churn TEXT, | chunks.churn type | breaks-readers | ChunksDao.find
          tables/chunks.sql | churn REAL, | churn DOUBLE, | chunks.churn type synonym | rebuild-only | ChunksDao.find
          tables/chunks.sql | churn REAL, | churn REAL NOT NULL, | chunks.churn not null added | breaks-writers | ChunksDao.find
          tables/chunks.sql | churn REAL, | churn REAL, more TEXT, | chunks.more column added | rebuild-only |
          tables/chunks.sql | churn REAL, | churn REAL, more TEXT NOT NULL, | chunks.more required column added | breaks-writers |
          tables/chunks.sql | churn REAL, | churn REAL UNIQUE, | chunks unique added | breaks-writers | ANY
          tables/chunks.sql | churn REAL, | Churn REAL, | chunks.Churn column renamed | breaks-readers | ChunksDao.find
          tables/chunks.sql | id INTEGER PRIMARY KEY | id INT PRIMARY KEY | chunks.id type | breaks-readers | ANY
          tables/token_stats.sql | TABLE token_stats | TABLE Token_stats | Token_stats letter case | cosmetic | ANY
          tables/doc_lengths.sql | CREATE TABLE doc_lengths | CREATE TABLE lengths | lengths table renamed | breaks-readers | DocLengthsDao.lengths, TokenStatsDao.recompute
          tables/doc_lengths.sql | len INTEGER NOT NULL | len INTEGER | doc_lengths.len not null removed | breaks-readers | DocLengthsDao.lengths, TokenStatsDao.recompute
          tables/doc_lengths.sql | ); | ) WITHOUT ROWID; | doc_lengths table kind | breaks-readers | DocLengthsDao.lengths, TokenStatsDao.recompute
          tables/doc_lengths.sql | PRIMARY KEY (mode, doc_id) | PRIMARY KEY (doc_id, mode) | doc_lengths.mode key, doc_lengths.doc_id key | breaks-readers | ANY
          tables/token_vocab.sql | , UNIQUE (mode, token) | | token_vocab unique removed | breaks-readers | VocabularyDao.tokenIds
          tables/chunks_fts.sql | 'unicode61' | 'porter unicode61' | chunks_fts.tokenize full text | breaks-readers | FullTextDao.among, FullTextDao.rows, FullTextDao.search, FullTextDao.sizes, FullTextDao.totals
          tables/chunks_fts.sql | mode UNINDEXED | mode | chunks_fts.mode full text | breaks-readers | FullTextDao.among, FullTextDao.rows, FullTextDao.search, FullTextDao.sizes, FullTextDao.totals
          tables/chunks_fts.sql | doc, | | chunks_fts.doc full text | breaks-readers | FullTextDao.among, FullTextDao.rows, FullTextDao.search, FullTextDao.sizes, FullTextDao.totals
          tables/dense_meta.sql | model TEXT | model TEXT, extra BLOB | dense_meta.extra column added | rebuild-only |
          tables/extra.sql | | CREATE TABLE extra (a TEXT); | extra table added | rebuild-only |
          indexes/extra.sql | | CREATE INDEX extra ON chunks (kind); | extra index added | rebuild-only | ChunksDao.ids
          indexes/extra.sql | | CREATE UNIQUE INDEX extra ON chunks (kind); | extra unique index added | breaks-writers | ChunksDao.ids
          indexes/idx_chunks_file.sql | ALL | | idx_chunks_file index removed | breaks-writers | ANY
          indexes/idx_chunks_file.sql | idx_chunks_file ON | Idx_chunks_file ON | Idx_chunks_file index renamed | breaks-writers | ANY
          indexes/idx_chunks_file.sql | idx_chunks_file ON | idx_files ON | idx_files index renamed | breaks-writers | ANY
          indexes/idx_chunks_file_id.sql | file, id | id, file | idx_chunks_file_id index changed | breaks-writers | ANY
          version | 7 | 8 | version version | rebuild-only |
          """)
  void aChangeHasItsClass(
      String path, String old, String now, String expected, String changeClass, String methods) {
    List<Change> changes = diff(SchemaSources.declared(), changed(path, old, now));
    assertEquals(
        expected,
        changes.stream()
            .map(change -> change.object() + " " + change.kind().id())
            .collect(Collectors.joining(", ")));
    for (Change change : changes) {
      assertEquals(changeClass, change.changeClass().id());
      if (!"ANY".equals(methods)) {
        assertEquals(methods == null ? "" : methods, String.join(", ", change.methods()));
      }
    }
  }

  @Test
  void commentsSpacesLineEndsAndFileNamesAreNoChanges() {
    String table = SchemaSources.text("tables/token_stats.sql");
    SchemaSide same =
        SchemaSources.with(
            Map.of(
                "tables/token_stats.sql",
                "",
                "tables/aaa.sql",
                "\uFEFF" + table.replace("\n", "\r\n").replace("mode TEXT", "[mode]\t/* ; */ text"),
                "indexes/idx_chunks_file.sql",
                "create index\nidx_chunks_file on chunks(mode,file)"));
    assertEquals(List.of(), diff(SchemaSources.declared(), same));
  }

  @Test
  void aChangeNamesTheLineItIsOn() {
    SchemaSide now = changed("tables/chunks.sql", "weight REAL", "weight TEXT");
    Change change = diff(SchemaSources.declared(), now).get(0);
    assertEquals("chunks.weight", change.object());
    assertEquals("schema/tables/chunks.sql:18", change.location().toString());
    assertEquals(
        List.of("ChunksDao.find", "ChunksDao.weights", "FullTextDao.among", "FullTextDao.search"),
        change.methods());
  }

  @Test
  void aRemovedColumnPointsAtItsTableOnTheNewSide() {
    Change change =
        diff(SchemaSources.declared(), changed("tables/chunks.sql", "weight REAL,", "")).get(0);
    assertEquals(18, change.from().location().line());
    assertEquals(3, change.to().location().line());
  }

  @Test
  void anIndexTouchesTheMethodsThatAreRunAnotherWayWithoutIt() {
    SchemaSide without = SchemaSources.with(Map.of("indexes/idx_chunks_file_id.sql", ""));
    SchemaSide neither =
        SchemaSources.with(
            Map.of("indexes/idx_chunks_file_id.sql", "", "indexes/idx_chunks_file.sql", ""));
    var engine = ENGINE.uses(List.of(neither.lock().catalog()));
    try (engine;
        var uses = ENGINE.uses(List.of(without.lock().catalog()))) {
      assertEquals(
          List.of("ChunksDao.ids", "ChunksDao.idsOf"),
          uses.ofIndex("idx_chunks_file").stream().map(u -> u.method()).toList());
      assertEquals(List.of(), engine.ofIndex("idx_chunks_file"));
    }
  }

  @Test
  void whatOnlyADatabaseHoldsIsCosmeticUnlessItIsATriggerOnADeclaredTable() throws Exception {
    Path file =
        Databases.create(
            folder.resolve("x.db"),
            "CREATE TABLE ours (a)",
            "CREATE INDEX ours_a ON ours (a)",
            "CREATE VIEW seen AS SELECT load_extension('x')",
            "CREATE TRIGGER ours_t AFTER INSERT ON ours BEGIN SELECT 1; END",
            "ANALYZE");
    SchemaSide database = new SchemaSide("x.db", ENGINE.observe(file), null, true);
    List<Change> changes = diff(SchemaSources.declared(), database);
    assertEquals(
        List.of("ours", "seen", "ours_a", "ours_t"), changes.stream().map(Change::object).toList());
    changes.forEach(change -> assertEquals("cosmetic", change.changeClass().id()));
    Path hostile =
        Databases.create(
            folder.resolve("y.db"),
            "CREATE TRIGGER t AFTER INSERT ON chunks BEGIN SELECT 1; END",
            "PRAGMA user_version = 9");
    List<Change> refused =
        diff(SchemaSources.declared(), new SchemaSide("y.db", ENGINE.observe(hostile), null, true));
    assertEquals(
        List.of("version rebuild-only", "t breaks-readers"),
        refused.stream().map(c -> c.object() + " " + c.changeClass().id()).toList());
  }

  @Test
  void everyStatementOfTheProgramIsUnderstood() {
    try (var uses = ENGINE.uses(List.of(SchemaSources.declared().lock().catalog()))) {
      assertEquals(List.of(), uses.unknown());
      assertTrue(uses.ofColumn("chunks", "nothing").isEmpty());
    }
  }

  @Test
  void noStatementDependsOnThePlaceOfAColumn() {
    var extra = new Column("extra", "TEXT", false, 0, 0);
    List<Table> wider =
        SchemaSources.declared().lock().catalog().tables().stream()
            .filter(table -> table.kind() == TableKind.TABLE)
            .map(t -> new Table(t.name(), t.kind(), and(t.columns(), extra), t.unique(), List.of()))
            .toList();
    var catalogs =
        List.of(
            new Catalog(wider, List.of(), List.of()), SchemaSources.declared().lock().catalog());
    try (var uses = ENGINE.uses(catalogs)) {
      assertEquals(List.of(), uses.unknown(), "an INSERT without its columns");
      for (Table table : wider) {
        assertEquals(List.of(), uses.ofColumn(table.name(), "extra"), "a SELECT of all columns");
      }
    }
  }

  private static List<Column> and(List<Column> columns, Column extra) {
    return Stream.concat(columns.stream(), Stream.of(extra)).toList();
  }

  @Test
  void theSameChangesAreTheSameTextEveryTime() {
    SchemaSide now = changed("tables/chunks.sql", "churn REAL,", "");
    List<Change> changes = diff(SchemaSources.declared(), now);
    assertEquals(changes, diff(SchemaSources.declared(), now));
    assertEquals(
        """
        ### Schema: `git:main` to `schema`

        1 change: 1 breaks-readers.

        | class | object | change | from | to | where | DAO methods |
        |---|---|---|---|---|---|---|
        | breaks-readers | `chunks.churn` | column removed | `REAL` |  | schema/tables/chunks.sql:3 | ChunksDao.find |
        """,
        String.join("\n", DiffText.markdown("git:main", "schema", changes)) + "\n");
    assertEquals(
        "[{ruleId=breaks-readers, level=error, message={text=chunks.churn: column removed: REAL;"
            + " touches ChunksDao.find}, locations=[{physicalLocation={artifactLocation="
            + "{uri=schema/tables/chunks.sql}, region={startLine=3}}}]}]",
        ((Map<?, ?>) ((List<?>) Sarif.log(changes).get("runs")).get(0)).get("results").toString());
  }

  private static SchemaSide changed(String path, String old, String now) {
    String text = old == null ? "" : SchemaSources.text(path);
    String replacement = now == null ? "" : now;
    if (old == null) {
      return SchemaSources.with(Map.of(path, replacement));
    }
    if (old.equals("ALL")) {
      return SchemaSources.with(Map.of(path, ""));
    }
    // Line breaks and comments do not count, so that a row of the table can say what it means.
    String flat = text.replaceAll("--[^\n]*", "").replaceAll("\\s+", " ");
    String source = flat.contains(old) && !text.contains(old) ? flat : text;
    assertTrue(source.contains(old), path + " holds no " + old);
    return SchemaSources.with(Map.of(path, source.replaceFirst(Pattern.quote(old), replacement)));
  }

  private static List<Change> diff(SchemaSide from, SchemaSide to) {
    try (var uses = ENGINE.uses(List.of(from.lock().catalog(), to.lock().catalog()))) {
      return SchemaDiff.between(from, to, uses);
    }
  }
}
