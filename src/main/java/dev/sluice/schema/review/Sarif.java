package dev.sluice.schema.review;

import java.util.Arrays;
import java.util.LinkedHashMap;
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
    var driver = object("name", "sluice schema diff", "rules", rules());
    var results = changes.stream().map(Sarif::result).toList();
    var run = object("tool", object("driver", driver), "results", results);
    return object("$schema", SCHEMA, "version", "2.1.0", "runs", List.of(run));
  }

  private static List<Map<String, Object>> rules() {
    return Arrays.stream(ChangeClass.values())
        .map(c -> object("id", c.id(), "shortDescription", object("text", MEANINGS.get(c))))
        .toList();
  }

  private static Map<String, Object> result(Change change) {
    String touches =
        change.methods().isEmpty() ? "" : "; touches " + String.join(", ", change.methods());
    String text = change.object() + ": " + change.kind().id() + ": " + change.values() + touches;
    var result =
        object(
            "ruleId",
            change.changeClass().id(),
            "level",
            LEVELS.get(change.changeClass()),
            "message",
            object("text", text));
    if (change.location() != null) {
      result.put("locations", List.of(object("physicalLocation", place(change.location()))));
    }
    return result;
  }

  private static Map<String, Object> place(Location location) {
    return object(
        "artifactLocation",
        object("uri", uri(location.file())),
        "region",
        object("startLine", location.line()));
  }

  private static String uri(String file) {
    String escaped =
        file.replace("%", "%25").replace(" ", "%20").replace("#", "%23").replace("?", "%3F");
    return file.startsWith("/") ? "file://" + escaped : escaped;
  }

  /** Names and values in turn, kept in this order so that the same changes are the same text. */
  private static Map<String, Object> object(Object... namesAndValues) {
    var object = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }
}
