package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.cli.Chromium.Seen;
import dev.sluice.cli.Launcher.Run;
import dev.sluice.upkeep.IndexRoot;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code sluice report} as a user runs it, and its page as a browser shows it. */
class ReportIT {
  private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&";
  private static final int BYTE = 0xFF;

  @TempDir Path folder;

  @Test
  void thePageShowsTheIndexInLightAndDark() throws Exception {
    IndexRoot root = IndexRoot.withDatabase(folder.resolve("a root <b>&"));
    Files.createFile(root.layout().incremental(IndexRoot.MODE).resolve("files/" + HOSTILE));
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + root.sqlite());
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE \"<script>alert(2)</script>\" (x)");
    }
    Path page = folder.resolve("report.html");
    Run run =
        Launcher.run(
            folder,
            "report",
            "--root",
            root.path().toString(),
            "--html",
            page.toString(),
            "--json");
    assertEquals(0, run.exitCode(), run.err());
    JsonNode mode = run.json().get("modes").get(0);
    assertEquals(Files.size(root.sqlite()), mode.get("database").get("bytes").asLong());
    assertEquals(18, mode.get("database").get("chunks").asInt());
    assertEquals(1, run.json().get("validation").get("warnings").asInt(), run.out());
    assertTrue(mode.get("builds").get(0).get("perSecond").get("chunks").asDouble() > 0);

    String source = Files.readString(page);
    assertFalse(source.contains("<script") || source.contains("<img"), source);
    assertFalse(source.contains("http://") || source.contains("https://"), source);

    var browser = Chromium.find();
    assumeTrue(browser.isPresent(), "no chromium on the path");
    Seen light = browser.get().load(page, folder);
    assertEquals(List.of(), light.console());
    assertTrue(light.dom().contains("&lt;img src=x onerror=alert(1)&gt;"), light.dom());
    assertTrue(light.dom().contains("</html>"));
    assertTrue(light.dom().split("<svg ", -1).length > 7, "six charts at least, and the schema");
    assertTrue(light.dom().contains(">chunks_fts (fts5)<"), "the schema");
    assertTrue(brightness(light.picture()) > 3 * 200, "light");

    Seen dark = browser.get().load(page, folder, "--blink-settings=preferredColorScheme=0");
    assertEquals(List.of(), dark.console());
    assertTrue(brightness(dark.picture()) < 3 * 60, "dark");

    Path faulty = Files.writeString(folder.resolve("faulty.html"), "<script>nope()</script>");
    assertEquals(1, browser.get().load(faulty, folder).console().size(), "errors are noticed");
  }

  /** Of the page's ground, in the corner. */
  private static int brightness(BufferedImage picture) {
    int rgb = picture.getRGB(2, 2);
    return (rgb >> 16 & BYTE) + (rgb >> 8 & BYTE) + (rgb & BYTE);
  }
}
