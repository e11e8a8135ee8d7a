package dev.sluice.schema.review;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Changes in SARIF 2.1.0, which code-scanning services show beside the lines they are about. */
public final class Sarif {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
  private static final Map<ChangeClass, String> LEVELS =
      Map.of(
          ChangeClass.BREAKS_READERS, "error",
          ChangeClass.BREAKS_WRITERS, "error",
          ChangeClass.REBUILD_ONLY, "warning",
          ChangeClass.COSMETIC, "note");
  private static final Map<ChangeClass, String> MEANINGS =
      Map.of(
          ChangeClass.BREAKS_READERS, "The SQL of a reader fails or may mean something else.",
          ChangeClass.BREAKS_WRITERS, "What a writer does fails, or it lacks what it needs.",
          ChangeClass.REBUILD_ONLY, "All SQL goes on working; files of the old shape are rebuilt.",
          ChangeClass.COSMETIC, "SQLite and the gate treat both alike.");

  private Sarif() {}

  /** The log as maps and lists; paths are relative to the root of the sources. */
  public static Map<String, Object> log(List<Change> changes) {
    return Map.of(
        "$schema",
        SCHEMA,
        "version",
        "2.1.0",
        "runs",
        List.of(
            Map.of(
                "tool",
                Map.of("driver", Map.of("name", "sluice schema diff", "rules", rules())),
                "results",
                changes.stream().map(Sarif::result).toList())));
  }

  private static List<Map<String, Object>> rules() {
    return Arrays.stream(ChangeClass.values())
        .map(c -> Map.of("id", c.id(), "shortDescription", Map.of("text", MEANINGS.get(c))))
        .toList();
  }

  private static Map<String, Object> result(Change change) {
    String touches =
        change.methods().isEmpty() ? "" : "; touches " + String.join(", ", change.methods());
    String text = change.object() + ": " + change.kind().id() + ": " + change.values() + touches;
    Location location = change.location();
    return Map.of(
        "ruleId",
        change.changeClass().id(),
        "level",
        LEVELS.get(change.changeClass()),
        "message",
        Map.of("text", text),
        "locations",
        location == null ? List.of() : List.of(Map.of("physicalLocation", place(location))));
  }

  private static Map<String, Object> place(Location location) {
    return Map.of(
        "artifactLocation",
        Map.of("uri", uri(location.file())),
        "region",
        Map.of("startLine", location.line()));
  }

  private static String uri(String file) {
    return file.replace("%", "%25").replace(" ", "%20").replace("#", "%23").replace("?", "%3F");
  }
}
