package dev.sluice.upkeep;

import dev.sluice.schema.DeclaredSchema;
import dev.sluice.upkeep.BarChart.Bar;
import dev.sluice.upkeep.BarChart.Room;
import dev.sluice.upkeep.Finding.Severity;
import dev.sluice.upkeep.ModeReport.Build;
import dev.sluice.upkeep.ModeReport.Item;
import dev.sluice.upkeep.ModeReport.Rates;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * The report as one page of HTML: style and pictures are in it, nothing is fetched and nothing is
 * run, and it is light or dark as the reader's system is.
 */
public final class ReportPage {
  private final Report report;
  private final Html html = new Html();

  private ReportPage(Report report) {
    this.report = report;
  }

  /** The page. */
  public static String of(Report report) {
    var page = new ReportPage(report);
    page.write();
    return page.html.toString();
  }

  private void write() {
    html.markup("<!doctype html>\n").open("html", "lang", "en").open("head");
    html.open("meta", "charset", "utf-8");
    html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.open("meta", "name", "color-scheme", "content", "light dark");
    html.open(
        "meta",
        "http-equiv",
        "Content-Security-Policy",
        "content",
        "default-src 'none'; style-src 'unsafe-inline'");
    html.element("title", "Sluice: " + report.root());
    html.open("style").markup(style()).close("style").close("head").open("body").open("main");
    writeHead();
    writeFindings();
    writeOverview();
    writeThroughput();
    report.modes().forEach(mode -> ModeSection.write(html, mode));
    writeSchema();
    writeExtension();
    html.close("main").close("body").close("html");
  }

  private static String style() {
    try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the jar lacks report.css", e);
    }
  }

  private void writeHead() {
    html.open("header").element("h1", "Index report");
    html.element("p", report.root(), "class", "path");
    html.element(
        "p",
        Units.bytes(report.bytes())
            + " in "
            + Units.count(report.modes().size(), "mode")
            + ", looked at "
            + report.madeAt(),
        "class",
        "muted");
    html.close("header");
  }

  private void writeFindings() {
    ValidationResult validation = report.validation();
    int errors = validation.count(Severity.ERROR);
    int warnings = validation.count(Severity.WARNING);
    html.open("section").open("h2").text("Findings").close("h2");
    html.open("p");
    if (errors + warnings == 0) {
      html.element("span", "nothing wrong", "class", "badge ok");
    }
    if (errors > 0) {
      html.element("span", Units.count(errors, "error"), "class", "badge error");
    }
    if (warnings > 0) {
      html.element("span", Units.count(warnings, "warning"), "class", "badge warning");
    }
    html.close("p");
    if (!validation.findings().isEmpty()) {
      html.table("How bad", "What it means", "Mode", "Where and what", "What to do next");
      for (Finding finding : validation.findings()) {
        html.open("tr").open("td");
        html.element("span", finding.severity().id(), "class", "badge " + finding.severity().id());
        html.close("td").element("td", finding.kind().id()).element("td", finding.mode().id());
        html.open("td").element("code", finding.where().toString()).text(" " + finding.what());
        html.close("td").element("td", finding.remedy()).close("tr");
      }
      html.endTable();
    }
    html.close("section");
  }

  private void writeOverview() {
    var bars = new ArrayList<Bar>();
    for (ModeReport mode : report.modes()) {
      addBar(bars, mode.mode() + " artifacts", sum(mode.artifacts()));
      addBar(bars, mode.mode() + " bundles", mode.bundles() == null ? 0 : mode.bundles().bytes());
      addBar(bars, mode.mode() + " sqlite", mode.database() == null ? 0 : mode.database().bytes());
      addBar(bars, mode.mode() + " lmdb", mode.lmdb() == null ? 0 : mode.lmdb().bytes());
    }
    chart("Sizes", bars);
  }

  private static long sum(List<Item> items) {
    return items.stream().mapToLong(Item::bytes).sum();
  }

  private static void addBar(List<Bar> bars, String name, long bytes) {
    if (bytes > 0) {
      bars.add(new Bar(name, bytes, Units.bytes(bytes)));
    }
  }

  private void chart(String title, List<Bar> bars) {
    if (!bars.isEmpty()) {
      html.open("section").element("h2", title);
      BarChart.draw(html, title, Room.WIDE, bars);
      html.close("section");
    }
  }

  private void writeThroughput() {
    html.open("section")
        .element("h2", "Throughput of the last builds")
        .open("div", "class", "grid");
    rates(
        "Source files per second",
        Rates::files,
        rate -> String.format(Locale.ROOT, "%,.1f files/s", rate));
    rates(
        "Chunks per second",
        Rates::chunks,
        rate -> String.format(Locale.ROOT, "%,.0f chunks/s", rate));
    rates(
        "Tokens per second",
        Rates::tokens,
        rate -> String.format(Locale.ROOT, "%,.0f tokens/s", rate));
    rates("Bytes per second", Rates::bytes, rate -> Units.shortBytes(rate) + "/s");
    html.close("div");
    html.table("Mode", "Store", "Build", "From", "Why", "Took", "Chunks", "Store size");
    for (ModeReport mode : report.modes()) {
      for (Build build : mode.builds()) {
        html.row(
            "td",
            mode.mode(),
            build.store(),
            build.kind(),
            Objects.toString(build.source(), ""),
            Objects.toString(build.reason(), ""),
            Units.seconds(build.ms()),
            Units.count(build.chunks(), "chunk"),
            Units.bytes(build.bytes()));
      }
    }
    html.endTable();
    html.close("section");
  }

  private interface RateText {
    String of(double rate);
  }

  private void rates(String title, ToDoubleFunction<Rates> rate, RateText text) {
    var bars = new ArrayList<Bar>();
    for (ModeReport mode : report.modes()) {
      for (Build build : mode.builds()) {
        if (build.perSecond() != null) {
          double value = rate.applyAsDouble(build.perSecond());
          bars.add(new Bar(mode.mode() + " " + build.store(), value, text.of(value)));
        }
      }
    }
    if (!bars.isEmpty()) {
      html.open("div").element("h3", title);
      BarChart.draw(html, title, Room.NARROW, bars);
      html.close("div");
    }
  }

  private void writeSchema() {
    html.open("section").element("h2", "Schema");
    html.element(
        "p",
        "Version "
            + report.schema().sqlite()
            + " of the database, "
            + report.schema().fingerprint()
            + "; version "
            + report.schema().lmdb()
            + " of the LMDB layout. \u25C6 is a key.",
        "class",
        "muted");
    html.open("div", "class", "wide");
    new SchemaDiagram(DeclaredSchema.catalog()).draw(html);
    html.close("div").close("section");
  }

  private void writeExtension() {
    Report.Extension extension = report.extension();
    html.open("section").element("h2", "Vector extension");
    html.element(
        "p",
        extension.usable()
            ? "Usable on " + extension.platform() + "."
            : "Not used on " + extension.platform() + ": " + extension.reason() + ".");
    html.element("p", extension.library(), "class", "path");
    html.close("section");
  }
}
