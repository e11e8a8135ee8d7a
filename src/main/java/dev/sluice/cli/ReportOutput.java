package dev.sluice.cli;

import dev.sluice.sqlite.CompactionStatistics;
import dev.sluice.sqlite.StoreSurvey.ObjectSize;
import dev.sluice.upkeep.ModeReport;
import dev.sluice.upkeep.ModeReport.Build;
import dev.sluice.upkeep.ModeReport.Database;
import dev.sluice.upkeep.ModeReport.Item;
import dev.sluice.upkeep.Report;
import dev.sluice.upkeep.Units;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** How {@code report} prints what there is. */
final class ReportOutput {
  private ReportOutput() {}

  /** The JSON document. */
  record Result(
      String root,
      String madeAt,
      long bytes,
      Report.Schema schema,
      Report.Extension extension,
      List<ModeReport> modes,
      ValidateOutput.Result validation) {
    static Result of(Report report) {
      return new Result(
          report.root(),
          report.madeAt(),
          report.bytes(),
          report.schema(),
          report.extension(),
          report.modes(),
          ValidateOutput.Result.of(report.validation()));
    }
  }

  static void print(Report report, PrintWriter out) {
    out.println(report.root() + ": " + Units.bytes(report.bytes()));
    report.modes().forEach(mode -> print(mode, out));
    out.printf(
        "%nschema %d %s, LMDB layout %d%n",
        report.schema().sqlite(), report.schema().fingerprint(), report.schema().lmdb());
    out.println(
        "vector extension "
            + (report.extension().usable()
                ? "usable: " + report.extension().library()
                : "not used: " + report.extension().reason()));
    out.println();
    ValidateOutput.print(report.validation(), out);
  }

  private static void print(ModeReport mode, PrintWriter out) {
    out.println();
    out.println(mode.mode() + ": " + Units.bytes(mode.bytes()));
    for (Item item : mode.artifacts()) {
      line(out, "artifact", item.name(), Units.bytes(item.bytes()));
    }
    if (mode.bundles() != null) {
      String files = Units.count(mode.bundles().files(), "file");
      line(out, "bundles", files, Units.bytes(mode.bundles().bytes()));
    }
    if (mode.database() != null) {
      print(mode.database(), out);
    }
    if (mode.lmdb() != null) {
      ModeReport.Lmdb lmdb = mode.lmdb();
      line(out, "lmdb", lmdb.path(), Units.bytes(lmdb.bytes()));
      line(out, "", held(lmdb.refusal(), lmdb.chunks(), lmdb.tokens()), "");
    }
    for (ModeReport.State state : mode.states()) {
      String ready = state.pending() ? "being built" : state.ready() ? "ready" : "not ready";
      String since = state.updatedAt() == null ? "" : "since " + state.updatedAt();
      line(out, "state", state.store() + " " + ready, since);
    }
    mode.builds().forEach(build -> print(build, out));
  }

  private static String held(String refusal, long chunks, long tokens) {
    return refusal == null
        ? Units.count(chunks, "chunk") + " of " + Units.count(tokens, "token")
        : refusal;
  }

  private static void print(Database database, PrintWriter out) {
    line(out, "sqlite", database.path(), Units.bytes(database.bytes()));
    line(out, "", held(database.refusal(), database.chunks(), database.tokens()), "");
    for (ObjectSize object : database.objects()) {
      Long rows = object.index() ? null : database.rows().get(object.name());
      line(
          out,
          object.index() ? "index" : "table",
          object.name(),
          Units.bytes(object.bytes()) + (rows == null ? "" : ", " + Units.count(rows, "row")));
    }
    if (database.known()) {
      CompactionStatistics now = database.now();
      long unused = now.unusedTerms().values().stream().mapToLong(Long::longValue).sum();
      line(
          out,
          "compaction",
          Units.count(now.gaps(), "gap") + ", " + Units.count(unused, "unused term"),
          "would repay about " + Units.bytes(database.repaid()));
    }
  }

  private static void print(Build build, PrintWriter out) {
    line(
        out,
        "build",
        build.store()
            + " "
            + build.kind()
            + (build.source() == null ? "" : " from " + build.source()),
        Units.count(build.chunks(), "chunk") + " in " + Units.seconds(build.ms()));
    if (build.perSecond() != null) {
      out.printf(
          Locale.ROOT,
          "  %-11s%,.1f files/s, %,.0f chunks/s, %,.0f tokens/s, %s/s%n",
          "",
          build.perSecond().files(),
          build.perSecond().chunks(),
          build.perSecond().tokens(),
          Units.shortBytes(build.perSecond().bytes()));
    }
  }

  private static void line(PrintWriter out, String kind, String name, String value) {
    out.println(String.format(Locale.ROOT, "  %-11s%-44s %s", kind, name, value).stripTrailing());
  }
}
