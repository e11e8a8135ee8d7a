package dev.sluice.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.AnnSettings;
import dev.sluice.config.Settings;
import dev.sluice.sqlite.StoreSurvey.ObjectSize;
import dev.sluice.upkeep.Finding.Kind;
import dev.sluice.upkeep.ModeReport.Build;
import dev.sluice.upkeep.ModeReport.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir static Path templates;
  @TempDir Path folder;

  private static IndexRoot template;

  @BeforeAll
  static void buildOnce() {
    template = IndexRoot.build(templates.resolve("root"));
  }

  private static Report report(IndexRoot root) {
    var ann = new AnnSettings(Settings.load(root.path(), Map.of(), Map.of()));
    return Reporting.of(root.path(), Validation.Options.full(), ann, () -> {});
  }

  @Test
  void everythingThatLiesThereIsCounted() throws Exception {
    Map<String, String> before = template.everything();
    Report report = report(template);
    assertEquals(before, template.everything());

    long lock = Files.size(template.path().resolve(".lock"));
    assertEquals(TreeSize.of(template.path()).bytes() - lock, report.bytes());
    ModeReport mode = report.modes().get(0);
    assertEquals(7, mode.bundles().files());
    assertEquals(18, mode.database().chunks());
    assertEquals(36, mode.database().tokens());
    assertEquals(18, mode.lmdb().chunks());
    assertEquals(36, mode.lmdb().tokens());
    assertEquals(18, mode.database().rows().get("doc_lengths"));
    assertEquals(
        List.of("sqlite", "lmdb", "embeddings"),
        mode.states().stream().map(ModeReport.State::store).toList());
    assertTrue(mode.states().stream().allMatch(ModeReport.State::ready));
    assertEquals(7, report.schema().sqlite());
    assertEquals(List.of(), report.validation().findings());
  }

  /** Tells that dbstat is in the driver's SQLite, and that it is asked for every page. */
  @Test
  void tablesAndIndexesAddUpToTheFile() throws Exception {
    Database database = report(template).modes().get(0).database();
    long pages = database.objects().stream().mapToLong(ObjectSize::bytes).sum();
    assertEquals(Files.size(template.sqlite()), pages);
    Map<String, ObjectSize> byName =
        database.objects().stream().collect(Collectors.toMap(ObjectSize::name, o -> o));
    assertTrue(byName.get("idx_chunks_file").index());
    assertEquals("chunks", byName.get("idx_chunks_file").table());
    assertFalse(byName.get("chunks_fts_data").index());
    assertEquals("sqlite_schema", byName.get("sqlite_schema").table());
  }

  @Test
  void whatACompactionRepaysIsTold() throws Exception {
    IndexRoot root = template.copyTo(folder.resolve("root"));
    root.sql("DELETE FROM chunks WHERE id = 3");
    root.sql("DELETE FROM phrase_postings");
    root.sql("DELETE FROM phrase_vocab WHERE phrase_id > 0");
    root.sql("DROP TABLE chunks_fts");
    root.sql("VACUUM");
    Database broken = report(root).modes().get(0).database();
    assertTrue(broken.refusal().contains("SLUICE-012"), broken.refusal());
    assertNull(broken.now());

    IndexRoot other = template.copyTo(folder.resolve("other"));
    other.sql("DELETE FROM chunks WHERE id = 3");
    other.sql("DELETE FROM chargram_postings");
    other.sql("CREATE TABLE large AS SELECT randomblob(100000) AS bytes");
    other.sql("DROP TABLE large");
    Database database = report(other).modes().get(0).database();
    assertEquals(1, database.now().gaps());
    assertTrue(database.now().unusedTerms().get("chargram") > 0);
    assertTrue(database.now().freePages() >= 24, database.now().toString());
    assertEquals(database.now().freePages() * 4096, database.repaid());
  }

  @Test
  void ratesAreThoseOfBuildsOfAllChunks() throws Exception {
    IndexRoot root = template.copyTo(folder.resolve("root"));
    Path state = root.artifact("index_state.json");
    String written = Files.readString(state);
    Files.writeString(state, written.replaceAll("\"ms\":\\d+", "\"ms\":500"));
    List<Build> builds = report(root).modes().get(0).builds();
    assertEquals(List.of("sqlite", "lmdb"), builds.stream().map(Build::store).toList());
    for (Build build : builds) {
      assertEquals(12, build.perSecond().files());
      assertEquals(36, build.perSecond().chunks());
      assertEquals(72, build.perSecond().tokens());
      assertEquals(build.bytes() * 2.0, build.perSecond().bytes());
    }
    for (String kind : List.of("incremental", "compacted")) {
      Files.writeString(
          state, written.replace("\"buildMode\":\"full\"", "\"buildMode\":\"" + kind + "\""));
      assertNull(report(root).modes().get(0).builds().get(0).perSecond(), kind);
    }
  }

  @Test
  void aDamagedIndexHasAReportAsWell() throws Exception {
    IndexRoot root = template.copyTo(folder.resolve("root"));
    IndexRoot.cut(root.sqlite(), 0.3);
    IndexRoot.zero(root.lmdb(), 0, 4096);
    Files.writeString(root.artifact("index_state.json"), "nothing");
    IndexRoot.cut(root.artifact("chunk_meta.json"), 0.5);
    Report report = report(root);
    ModeReport mode = report.modes().get(0);
    assertNotNull(mode.database().refusal());
    assertNotNull(mode.lmdb().refusal());
    assertTrue(report.validation().findings().stream().anyMatch(f -> f.kind() == Kind.CORRUPT));
    assertTrue(ReportPage.of(report).contains("SLUICE-014"));
  }

  @Test
  void quantitiesHaveTheirUnits() {
    assertEquals("0 bytes", Units.bytes(0));
    assertEquals("1 byte", Units.bytes(1));
    assertEquals("1,023 bytes", Units.bytes(1023));
    assertEquals("1.0 KiB (1,024 bytes)", Units.bytes(1024));
    assertEquals("26.3 MiB (27,541,234 bytes)", Units.bytes(27_541_234));
    assertEquals("5,000.0 TiB", Units.shortBytes(5000.0 * (1L << 40)));
    assertEquals("1 chunk", Units.count(1, "chunk"));
    assertEquals("1,548 chunks", Units.count(1548, "chunk"));
    assertEquals("0.72 s", Units.seconds(720));
  }

  @Test
  void whateverStandsInThePageIsEscaped() {
    String hostile = "<script>\"'&\u0000\u202E\uD800\n</style>";
    String page = new Html().element("p", hostile, "title", hostile).toString();
    String escaped = "&lt;script&gt;&quot;&#39;&amp;\uFFFD\uFFFD\uFFFD &lt;/style&gt;";
    assertEquals("<p title=\"" + escaped + "\">" + escaped + "</p>\n", page);
  }
}
