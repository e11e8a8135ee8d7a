package dev.sluice.schema.review;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A list of changes as text for a terminal, and as Markdown for a comment on a pull request. */
public final class DiffText {
  private static final int MAX_METHODS = 5;

  private DiffText() {}

  /** Lines for a terminal. */
  public static List<String> plain(String from, String to, List<Change> changes) {
    var lines = new ArrayList<String>();
    lines.add(from + " -> " + to + ": " + summary(changes));
    for (Change change : changes) {
      lines.add("");
      lines.add(
          String.format(
              "%-14s  %s: %s: %s",
              change.changeClass().id(), change.object(), change.kind().id(), change.values()));
      if (change.location() != null) {
        lines.add("  at      " + change.location());
      }
      if (!change.methods().isEmpty()) {
        lines.add("  touches " + methods(change));
      }
    }
    return lines;
  }

  /** Lines of Markdown, a table row per change. */
  public static List<String> markdown(String from, String to, List<Change> changes) {
    var lines = new ArrayList<String>();
    lines.add("### Schema: " + code(from) + " to " + code(to));
    lines.add("");
    lines.add(summary(changes) + ".");
    if (!changes.isEmpty()) {
      lines.add("");
      lines.add("| class | object | change | from | to | where | DAO methods |");
      lines.add("|---|---|---|---|---|---|---|");
    }
    for (Change change : changes) {
      lines.add(
          "| "
              + String.join(
                  " | ",
                  change.changeClass().id(),
                  code(change.object()),
                  change.kind().id(),
                  code(change.from().value()),
                  code(change.to().value()),
                  change.location() == null ? "" : change.location().toString(),
                  methods(change))
              + " |");
    }
    return lines;
  }

  /** For example {@code 2 changes: 1 breaks-readers, 1 rebuild-only}. */
  public static String summary(List<Change> changes) {
    if (changes.isEmpty()) {
      return "no changes";
    }
    String counts =
        SchemaDiff.count(changes).entrySet().stream()
            .filter(count -> count.getValue() > 0)
            .map(count -> count.getValue() + " " + count.getKey().id())
            .collect(Collectors.joining(", "));
    return changes.size() + (changes.size() == 1 ? " change: " : " changes: ") + counts;
  }

  private static String methods(Change change) {
    List<String> all = change.methods();
    String sample = String.join(", ", all.subList(0, Math.min(MAX_METHODS, all.size())));
    int more = all.size() - MAX_METHODS;
    return more > 0 ? sample + " and " + more + " more" : sample;
  }

  private static String code(String text) {
    return text.isEmpty() ? "" : "`" + text.replace("|", "\\|").replace("`", "'") + "`";
  }

  /** The changes for programs: names of the JSON that {@code docs/cli.md} lists. */
  public static Map<String, Object> data(String from, String to, List<Change> changes) {
    var document = new LinkedHashMap<String, Object>();
    document.put("from", from);
    document.put("to", to);
    document.put("same", changes.isEmpty());
    document.put("changes", changes.stream().map(DiffText::data).toList());
    return document;
  }

  private static Map<String, Object> data(Change change) {
    var row = new LinkedHashMap<String, Object>();
    row.put("object", change.object());
    row.put("change", change.kind().id());
    row.put("class", change.changeClass().id());
    row.put("from", data(change.from()));
    row.put("to", data(change.to()));
    row.put("methods", change.methods());
    return row;
  }

  private static Map<String, Object> data(Change.End end) {
    var data = new LinkedHashMap<String, Object>();
    data.put("value", end.value().isEmpty() ? null : end.value());
    data.put("file", end.location() == null ? null : end.location().file());
    data.put("line", end.location() == null ? null : end.location().line());
    return data;
  }
}
