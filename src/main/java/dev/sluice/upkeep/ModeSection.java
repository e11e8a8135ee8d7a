package dev.sluice.upkeep;

import dev.sluice.sqlite.CompactionStatistics;
import dev.sluice.sqlite.StoreSurvey.ObjectSize;
import dev.sluice.upkeep.BarChart.Bar;
import dev.sluice.upkeep.BarChart.Room;
import dev.sluice.upkeep.ModeReport.Database;
import dev.sluice.upkeep.ModeReport.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;

/** What {@link ReportPage} tells of one mode: its artifacts, its database and its stores. */
final class ModeSection {
  /** Bars of a chart; the smallest go together. */
  private static final int MAX_BARS = 14;

  private final Html html;
  private final ModeReport mode;

  private ModeSection(Html html, ModeReport mode) {
    this.html = html;
    this.mode = mode;
  }

  static void write(Html html, ModeReport mode) {
    new ModeSection(html, mode).write();
  }

  private void write() {
    html.open("section").element("h2", "Mode " + mode.mode());
    if (!mode.artifacts().isEmpty()) {
      html.element("h3", "Artifacts");
      BarChart.draw(
          html,
          "Artifacts of " + mode.mode(),
          Room.WIDE,
          bars(mode.artifacts(), Item::name, Item::bytes));
    }
    if (mode.database() != null) {
      writeDatabase(mode.database());
    }
    writeStores();
    html.close("section");
  }

  private interface Name<T> {
    String of(T item);
  }

  private static <T> List<Bar> bars(List<T> items, Name<T> name, ToLongFunction<T> bytes) {
    var bars = new ArrayList<Bar>();
    int alone = items.size() <= MAX_BARS ? items.size() : MAX_BARS - 1;
    for (T item : items.subList(0, alone)) {
      bars.add(
          new Bar(name.of(item), bytes.applyAsLong(item), Units.bytes(bytes.applyAsLong(item))));
    }
    if (alone < items.size()) {
      long rest = items.subList(alone, items.size()).stream().mapToLong(bytes).sum();
      bars.add(new Bar((items.size() - alone) + " others", rest, Units.bytes(rest)));
    }
    return bars;
  }

  private void writeDatabase(Database database) {
    html.element("h3", "Tables and indexes of the database");
    if (!database.known()) {
      html.element("p", database.refusal(), "class", "refusal");
      return;
    }
    BarChart.draw(
        html,
        "Tables and indexes of " + mode.mode(),
        Room.WIDE,
        bars(database.objects(), ObjectSize::name, ObjectSize::bytes));
    html.open("details").element("summary", "All of them, with rows, pages and unused bytes");
    html.table("Name", "Kind", "Of table", "Rows", "Pages", "Size", "Unused");
    for (ObjectSize object : database.objects()) {
      Long rows = object.index() ? null : database.rows().get(object.name());
      html.row(
          "td",
          object.name(),
          object.index() ? "index" : "table",
          object.table(),
          rows == null ? "" : Units.count(rows, "row"),
          Units.count(object.pages(), "page"),
          Units.bytes(object.bytes()),
          Units.bytes(object.unusedBytes()));
    }
    html.endTable();
    html.close("details");
    writeCompaction(database);
  }

  private void writeCompaction(Database database) {
    CompactionStatistics now = database.now();
    html.element("h3", "What a compaction would take away");
    html.table(
        "Gaps of doc ids",
        "Unused tokens",
        "Unused phrases",
        "Unused chargrams",
        "Free pages",
        "Repaid, estimated");
    Map<String, Long> unused = now.unusedTerms();
    html.row(
        "td",
        Units.count(now.gaps(), "id"),
        Units.count(unused.getOrDefault("token", 0L), "term"),
        Units.count(unused.getOrDefault("phrase", 0L), "term"),
        Units.count(unused.getOrDefault("chargram", 0L), "term"),
        Units.count(now.freePages(), "page"),
        Units.bytes(database.repaid()));
    html.endTable();
  }

  private void writeStores() {
    html.element("h3", "Stores");
    html.table("Store", "Schema version", "Chunks", "Tokens", "State", "Since", "Last failure");
    for (ModeReport.State state : mode.states()) {
      boolean sqlite = state.store().equals("sqlite") && mode.database() != null;
      boolean lmdb = state.store().equals("lmdb") && mode.lmdb() != null;
      long chunks = sqlite ? mode.database().chunks() : lmdb ? mode.lmdb().chunks() : 0;
      long tokens = sqlite ? mode.database().tokens() : lmdb ? mode.lmdb().tokens() : 0;
      html.row(
          "td",
          state.store(),
          Objects.toString(state.schemaVersion(), ""),
          sqlite || lmdb ? Units.count(chunks, "chunk") : "",
          sqlite || lmdb ? Units.count(tokens, "token") : "",
          words(state),
          Objects.toString(state.updatedAt(), ""),
          Objects.toString(state.failure(), ""));
    }
    html.endTable();
  }

  private static String words(ModeReport.State state) {
    if (!state.enabled()) {
      return "not wanted";
    }
    return state.pending() ? "being built" : state.ready() ? "ready" : "not ready";
  }
}
